import { Text, useStdout } from 'ink';
import { useLayoutEffect } from 'react';
import { type Shown, screenRows } from './screen-rows.ts';

/**
 * The whole screen. Its rows are as wide as the screen already, so they go to the presenter as they are: Ink would take
 * every character of every row apart once more, which costs more than all the rest of a frame.
 */
export function App(shown: Shown) {
  const { stdout } = useStdout();
  const frame = screenRows(shown).join('\n');
  useLayoutEffect(() => {
    stdout.write(frame);
  }, [stdout, frame]);
  return <Text />;
}
