import { isOthers } from '../../domain/names.ts';
import type { CslName } from '../../domain/study.ts';
import { oneLine } from '../../domain/text/one-line.ts';
import { readNames } from '../names/read-names.ts';

/**
 * The value from which `readNames` makes the same name, and no other one: `Family, Given, Suffix`. An institution stands as it
 * is when nobody takes it for a person; else it gets EndNote's comma at its end, or two commas where it has one.
 */
export function writeName(name: CslName): string {
  if (isOthers(name)) return 'et al.';
  if (name.literal !== undefined && name.family === undefined) return writeInstitution(oneLine(name.literal));
  const particles = [name['dropping-particle'], name['non-dropping-particle']].filter(Boolean);
  const family = oneLine([...particles, name.family].filter(Boolean).join(' '));
  const text = oneLine([family, name.given, name.suffix].filter(Boolean).join(', '));
  if (isOneName(text)) return text;
  return writeInstitution(oneLine([name.given, family, name.suffix].filter(Boolean).join(' ')));
}

/** Whether it is read as one name, with a given one where it has two parts. */
function isOneName(text: string): boolean {
  const { names, doubt } = readNames(text);
  const [first] = names;
  return names.length === 1 && doubt === undefined && (first?.literal === undefined || !/[\s,]/.test(text));
}

function writeInstitution(text: string): string {
  const forms = [text, `${text},`, text.replace(',', ',,')];
  const isRead = (form: string) => {
    const { names, doubt } = readNames(form);
    return names.length === 1 && doubt === undefined && names[0]?.literal === text;
  };
  return forms.find(isRead) ?? `{${text.replace(/[{}]/g, '')}}`;
}
