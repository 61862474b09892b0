// The file of the reader's own that is open: kept by this page of the browser only, until it is closed or loaded anew.
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Problem } from '../../../api/problem.ts';
import { problemOf } from '../../client/ask.ts';
import { askWorker } from './use-answers.ts';

export interface OwnFile {
  readonly name: string;
  readonly text: string;
  readonly opened: number;
}

let current: OwnFile | null = null;
let count = 0;
const listeners = new Set<() => void>();

export function openOwnFile(name: string, text: string): OwnFile {
  count += 1;
  current = { name: name.slice(0, 200), text, opened: count };
  for (const tell of listeners) tell();
  return current;
}

export function useOwnFile(): OwnFile | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => current,
  );
}

export interface FileRead {
  /** By which the worker knows it. */
  readonly id: string | undefined;
  readonly problem: Problem | undefined;
  readonly retry: () => void;
}

/** Reads the file and finds its faults; `file` is null while none is looked at. */
export function useFileRead(file: OwnFile | null): FileRead {
  const { data, error, refetch } = useQuery({
    queryKey: ['own file', file?.opened],
    queryFn: () => askWorker('open', { name: file?.name ?? '', text: file?.text ?? '' }),
    enabled: file !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return {
    id: file === null ? undefined : data?.id,
    problem: error === null ? undefined : problemOf(error),
    retry: () => void refetch(),
  };
}
