import { expect, test } from 'vitest';
import { newUid } from '../../src/store/uid.ts';

test('ids are UUIDs of version 7, each another, later ones sorting after earlier ones', () => {
  const uids = Array.from({ length: 2000 }, newUid);
  expect(uids.every((uid) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uid))).toBe(
    true,
  );
  expect([...uids].sort()).toEqual(uids);
  expect(new Set(uids).size).toBe(uids.length);
});
