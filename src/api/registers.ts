// Registers on the wire: the examples that come with the program, and the reading of a file before it is asked about.
import { z } from 'zod';

export const registerInputShape = z
  .union([z.string(), z.record(z.string(), z.unknown())])
  .describe(
    'A register: the text of a YAML or JSON file, or the same as a JSON object. Faults of a text are placed by line and column.',
  );

export const exampleRegisterListShape = z
  .object({
    registers: z.array(
      z.object({
        id: z.string(),
        fileName: z.string(),
        name: z.string().describe('The name of the group.'),
        organisations: z.int(),
        flows: z.int(),
      }),
    ),
  })
  .meta({
    id: 'ExampleRegisterList',
    description: 'Registers of imaginary groups that come with the program.',
  });

export const registerReadingRequestShape = z
  .strictObject({
    register: registerInputShape,
    fileName: z.string().max(200).optional().describe('How faults name the file.'),
  })
  .meta({ id: 'RegisterReadingRequest', description: 'A file to be read. Nothing of it is kept.' });

export const registerReadingShape = z
  .object({
    register: z
      .record(z.string(), z.unknown())
      .describe('The same register as plain JSON; it may be sent instead of the text.'),
    counts: z.object({
      organisations: z.int(),
      activities: z.int(),
      flows: z.int(),
      instruments: z.int(),
      assessments: z.int(),
    }),
  })
  .meta({ id: 'RegisterReading', description: 'The register is sound.' });

export type ExampleRegisterList = z.infer<typeof exampleRegisterListShape>;
export type RegisterReading = z.infer<typeof registerReadingShape>;
