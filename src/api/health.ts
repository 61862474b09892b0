// Health: that requests are served, and with which version of the program and of the law.
import { z } from 'zod';

export const healthShape = z
  .object({
    status: z.literal('ok'),
    version: z.string().describe('Version of the program.'),
    laws: z.object({
      version: z.string().describe('Version of the law files.'),
      fingerprint: z.string().describe('Fingerprint of the law files; stands in every answer.'),
      rules: z.int().describe('How many rules there are.'),
    }),
  })
  .extend({
    store: z.object({
      is: z
        .enum(['well', 'ill'])
        .describe('`ill`: what is sent may not be kept. The log of the server says more.'),
      database: z.enum(['pglite', 'postgres']),
    }),
  })
  .meta({ id: 'Health', description: 'The server serves.' });

export type Health = z.infer<typeof healthShape>;
