// Contracts on the wire: the mesh of standard clauses against binding corporate rules.
import { z } from 'zod';
import { questionFields } from './transfers.ts';
import { dateShape } from './words.ts';

const { flows: _flows, language: _language, ...fields } = questionFields;

export const contractsRequestShape = z
  .strictObject({ ...fields, asOf: dateShape.describe('The day asked about.') })
  .meta({
    id: 'ContractsRequest',
    description: 'What would have to be signed? Nothing of the register is kept.',
  });

const agreementShape = z
  .object({
    exporter: z.string(),
    importer: z.string(),
    module: z.int(),
    flows: z.array(z.string()),
    activities: z.array(z.string()),
    laws: z.array(z.string()),
    signed: z.string().nullable().describe('The instrument of the register that answers it, if one does.'),
    unsigned: z.array(z.string()).describe('Flows for which nothing signed answers.'),
  })
  .meta({ id: 'Agreement', description: 'One agreement on standard clauses that flows need.' });

export const contractsShape = z
  .object({
    asOf: z.string(),
    laws: z.string(),
    scc: z.object({
      needed: z.int(),
      pairs: z.int(),
      byModule: z.record(z.string(), z.int()),
      agreements: z.array(agreementShape),
      missing: z.array(agreementShape),
      signAgain: z.array(
        z.object({
          instrument: z.string(),
          flows: z.array(z.string()),
          reason: z.object({
            is: z.enum(['replaced', 'ended', 'module', 'direction', 'scope']),
            year: z.string().optional().describe('Of the clauses that were signed, where they are replaced.'),
            on: z.string().optional().describe('The day on which it ended.'),
            module: z.int().optional().describe('The module that is needed and not among those signed.'),
          }),
          why: z.string().describe('The reason as an English sentence.'),
        }),
      ),
      onChangeOf: z.array(z.object({ activity: z.string(), agreements: z.int() })),
      fullMesh: z.int().describe('If every member signed with every other, both ways.'),
    }),
    bcr: z.array(
      z.object({
        kind: z.enum(['bcr-c', 'bcr-p', 'bcr-c+bcr-p']),
        members: z.int(),
        replaces: z.array(agreementShape),
        leaves: z.array(agreementShape),
      }),
    ),
  })
  .meta({
    id: 'Contracts',
    description: 'What standard clauses and binding corporate rules would each take.',
  });
