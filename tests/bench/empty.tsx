import { Box, render, Text } from 'ink';

// An Ink program that does nothing, built as Lectern is: the time that Node, React and Ink take by themselves.
process.stdin.setRawMode(true);
process.stdin.resume();
process.stdin.on('data', () => process.exit(0));
render(
  <Box flexDirection="column" height={process.stdout.rows}>
    <Text>empty program</Text>
  </Box>,
  { debug: true, patchConsole: false, exitOnCtrlC: false },
);
