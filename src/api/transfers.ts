// Transfers on the wire: the question about every flow of a register, and its answer as the contract words it.
import { z } from 'zod';
import { VERDICTS } from '../core/flows/answer.ts';
import { registerInputShape } from './registers.ts';
import { dateShape, languageShape } from './words.ts';

/** What a question about a register says beside the register; timelines and what-ifs ask the same way. */
export const questionFields = {
  register: registerInputShape,
  fileName: z.string().max(200).optional().describe('How faults name the file.'),
  without: z
    .array(z.string())
    .max(1000)
    .optional()
    .describe('Law files, rules or instruments of the register that are struck from the day asked about on.'),
  leaving: z
    .array(z.string())
    .max(300)
    .optional()
    .describe('Countries that leave every union of states from that day on.'),
  language: languageShape.optional(),
  flows: z
    .array(z.string())
    .max(100_000)
    .optional()
    .describe('Only these flows are answered; the others still count for what they bring.'),
};

export const transferRequestShape = z
  .strictObject({
    ...questionFields,
    asOf: dateShape.describe('The day asked about.'),
    explain: z.boolean().optional().describe('List everything that was tried.'),
  })
  .meta({ id: 'TransferRequest', description: 'May these flows go on? Nothing of the register is kept.' });

const verdictShape = z.enum(VERDICTS);

const dutyAnswerShape = z
  .object({
    duty: z.string(),
    met: z.boolean().describe('Shown to be met; false also where nothing shows it.'),
    cite: z.string(),
    rule: z.string(),
  })
  .meta({ id: 'DutyAnswer' });

const trialShape = z
  .object({
    rule: z.string(),
    tool: z.string(),
    instrument: z.string().nullable(),
    outcome: z.enum(['lawful', 'conditional', 'undetermined', 'does-not-apply']),
    says: z.string(),
    missing: z.array(z.string()),
    duties: z.array(dutyAnswerShape),
  })
  .meta({ id: 'Trial', description: 'One tool tried on one flow, with what came of it.' });

const regimeAnswerShape = z
  .object({
    regime: z.string().describe('The law, as in `eu-gdpr`.'),
    transfer: z.boolean(),
    verdict: verdictShape,
    origins: z.array(z.string()).describe('Where the protection that the data carry came from.'),
    tool: z.string().describe('within-territory, adequacy, an instrument kind, derogation, or none.'),
    instrument: z
      .string()
      .nullable()
      .describe('The instrument of the register, or of the law, that carries the flow.'),
    cites: z.array(z.string()),
    duties: z.array(dutyAnswerShape).describe('The duties on which the verdict depends.'),
    remaining: z.array(z.string()).describe('Duties that stay whatever the tool.'),
    because: z.array(z.string()),
    missing: z.array(z.string()).describe('Facts without which the answer, or a better tool, is not known.'),
    open: z.array(z.string()).describe('Facts that were presumed.'),
    rules: z.array(z.string()).describe('The rules on which the answer rests.'),
    unverified: z.array(z.string()).describe('Those of them that nobody has seen at a source yet.'),
    conflicts: z.array(z.string()).describe('Rules that contradict each other without saying which yields.'),
    protection: z
      .string()
      .describe('How the data arrived where the law speaks of them only because they carry its protection.'),
    tried: z.array(trialShape).optional().describe('Everything that was tried; only where asked for.'),
  })
  .meta({ id: 'RegimeAnswer', description: 'The answer of one law for one flow.' });

export const transferAnswersShape = z
  .object({
    asOf: z.string(),
    laws: z.string().describe('Fingerprint of the law files.'),
    flows: z.array(
      z.object({ flow: z.string(), verdict: verdictShape, answers: z.array(regimeAnswerShape) }),
    ),
    notRunning: z.array(z.string()).describe('Flows that do not run on that day.'),
  })
  .meta({
    id: 'TransferAnswers',
    description: 'The answer for every flow that runs on the day asked about.',
  });
