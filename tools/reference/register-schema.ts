// The JSON Schema of a register, 2020-12, written from the shapes of src/api; the page of the register is written from it.
import { z } from 'zod';
import { registerFileShape } from '../../src/api/records.ts';

/** What of JSON Schema is used here. */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'boolean' | 'integer';
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly anyOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/**
 * The schema. It says what JSON Schema can say of the shape; that ids lead somewhere, ends follow starts and days exist, only the
 * program checks.
 */
export const REGISTER_SCHEMA: Schema = {
  $id: 'urn:sekisho:register:1',
  ...(z.toJSONSchema(registerFileShape, { io: 'input' }) as Schema),
};
