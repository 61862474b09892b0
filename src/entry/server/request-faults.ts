// Faults of a request itself: what a shape of the contract found, told as every other fault is.
import type { z } from 'zod';
import type { WireIssue } from '../../api/problem.ts';
import { writeKeys } from '../../core/base/spot.ts';

type ShapeIssue = z.core.$ZodIssue;

/** All faults that a shape found in a request. */
export function faultsOfShape(error: z.ZodError): WireIssue[] {
  return error.issues.flatMap(writeIssue);
}

function writeIssue(issue: ShapeIssue): WireIssue[] {
  const path = writeKeys(issue.path as (string | number)[]);
  const at = path === '' ? '$' : path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknown-key',
      at: path === '' ? key : `${path}.${key}`,
      path: path === '' ? key : `${path}.${key}`,
      message: `The key '${key.slice(0, 60)}' is not known here.`,
      hint: 'GET /api/openapi.json describes every request.',
    }));
  }
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return [
    {
      code: isMissing ? 'missing-key' : issue.code === 'invalid_type' ? 'wrong-type' : 'wrong-value',
      at,
      path,
      message: isMissing ? `'${at}' is missing.` : `${issue.message.replace(/[.]?$/, '')}.`,
      hint: 'GET /api/openapi.json describes every request.',
    },
  ];
}
