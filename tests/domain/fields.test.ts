import { describe, expect, it } from 'vitest';
import {
  CSL_TYPES,
  FIELDS,
  fieldByName,
  fieldOfVariable,
  fieldsForType,
  nearestField,
} from '../../src/domain/fields.ts';

describe('fields', () => {
  it('no name, alias or variable stands for two fields of the same rank', () => {
    const names = FIELDS.map((f) => f.name);
    expect(new Set(names).size).toBe(names.length);
    const aliases = FIELDS.flatMap((f) => f.aliases);
    expect(new Set(aliases).size).toBe(aliases.length);
    expect(aliases.filter((a) => names.includes(a))).toEqual([]);
    const variables = FIELDS.flatMap((f) => f.variable ?? []);
    expect(new Set(variables).size).toBe(variables.length);
  });

  it('finds a field by name, alias or CSL variable, whatever the case', () => {
    expect(fieldByName('Journal')?.name).toBe('container');
    expect(fieldByName('container-title')?.name).toBe('container');
    expect(fieldByName('DOI')?.variable).toBe('DOI');
    expect(fieldByName('nonsense')).toBeUndefined();
    expect(fieldByName('__proto__')).toBeUndefined();
  });

  it('the library’s own status, section and source go before the CSL variables of the same name', () => {
    expect(fieldByName('status')?.variable).toBeUndefined();
    expect(fieldOfVariable('status')?.name).toBe('publication-status');
    expect(fieldOfVariable('section')?.name).toBe('law-section');
    expect(fieldOfVariable('source')?.name).toBe('database');
  });

  it('suggests the nearest name, and none when nothing is near', () => {
    expect(nearestField('auther')).toBe('author');
    expect(nearestField('tilte')).toBe('title');
    expect(nearestField('zzzzzz')).toBeUndefined();
  });

  it('a form shows every field of the item once, those of its type first', () => {
    for (const type of CSL_TYPES) {
      const fields = fieldsForType(type.name);
      expect(fields.every((f) => f?.variable !== undefined)).toBe(true);
      expect(new Set(fields).size).toBe(FIELDS.filter((f) => f.variable).length);
      expect(fields).toHaveLength(new Set(fields).size);
    }
    const names = fieldsForType('thesis').map((f) => f.name);
    expect(names.indexOf('publisher')).toBeLessThan(names.indexOf('volume'));
  });

  it('an unknown type still gets a form', () => {
    expect(fieldsForType('no-such-type')[1]?.name).toBe('title');
  });
});
