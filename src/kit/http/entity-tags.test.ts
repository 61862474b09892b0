// Tests that every tag which an answer gives can come back, and means the version that was seen.
import { describe, expect, it } from 'vitest';
import { readVersions, tagOfAnswer, tagOfVersion } from './entity-tags.ts';

describe('the tag of a version', () => {
  it.each([
    tagOfVersion(3),
    tagOfVersion(3, 2),
    tagOfVersion(3, 0, 'fields=name'),
    tagOfVersion(3, 1, 'asOf=2026-06-01'),
  ])('comes back as it was given: %s', (tag) => {
    expect(readVersions(tag)).toEqual([3]);
    expect(readVersions(` ${tag} , "4"`)).toEqual([3, 4]);
  });

  it.each([tagOfAnswer(3, 'q'), 'W/"3"', '3', '"x"', '"-3"', '"3-"', '', '"3'])(
    'is nothing else: %s',
    (tag) => {
      expect(readVersions(tag)).toBeNull();
    },
  );
});
