// The register that is open: an example from the server, or a file of the reader's own, read and found sound or not.
import { useCallback, useEffect, useState } from 'react';
import type { Problem } from '../../../api/problem.ts';
import type { RegisterReading } from '../../../api/registers.ts';
import { ask, readText } from '../../client/ask.ts';
import { type RegisterView, viewRegister } from '../../client/register-view.ts';
import { useAnswer } from '../../client/use-answer.ts';

interface OwnFile {
  readonly name: string;
  readonly text: string;
  readonly opened: number;
}

interface Opened {
  readonly register: Record<string, unknown>;
  readonly view: RegisterView;
  readonly key: string;
}

export interface RegisterFound {
  readonly opened: Opened | undefined;
  readonly isComing: boolean;
  readonly own: OwnFile | null;
  readonly problem: Problem | undefined;
  readonly retry: () => void;
  readonly openFile: (name: string, text: string) => void;
  readonly closeFile: () => void;
}

let filesOpened = 0;

export function useRegister(example: string | null): RegisterFound {
  const [own, setOwn] = useState<OwnFile | null>(null);
  const key = own !== null ? `own ${own.opened}` : example === null ? null : `example ${example}`;
  const found = useAnswer<Opened>(key, async (signal) => {
    const text = own !== null ? own.text : await readText('exampleRegister', example ?? '');
    const fileName = own?.name ?? `${example}.yaml`;
    const reading = await ask<RegisterReading>('registerReadings', { register: text, fileName }, signal);
    return { register: reading.register, view: viewRegister(reading.register), key: key ?? '' };
  });
  const openFile = useCallback((name: string, text: string) => {
    filesOpened += 1;
    setOwn({ name: name.slice(0, 200), text, opened: filesOpened });
  }, []);
  const closeFile = useCallback(() => setOwn(null), []);
  // The way back in the browser leads from a file to an example again.
  useEffect(() => {
    if (example !== null) setOwn(null);
  }, [example]);
  return {
    opened: key === null || found.problem !== undefined ? undefined : found.value,
    isComing: found.isComing,
    own,
    problem: found.problem,
    retry: found.retry,
    openFile,
    closeFile,
  };
}
