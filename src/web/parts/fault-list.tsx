// The faults of a file: each with its place, what was found, and what to do.
import { useEffect, useRef } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { WireIssue } from '../../api/problem.ts';
import { useWords } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import './fault-list.css';

export const FILE_KINDS = ['.yaml', '.yml', '.json'];

interface Props {
  readonly file: string;
  readonly issues: readonly WireIssue[];
  readonly backLabel: string;
  readonly onBack: () => void;
  readonly onFile: (file: File) => void;
}

export function FaultList({ file, issues, backLabel, onBack, onFile }: Props) {
  const { text } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="faults" aria-labelledby="faults-title">
      <h2 id="faults-title" ref={heading} tabIndex={-1} role="alert">
        {text.faults.title(issues.length, file)}
      </h2>
      <p>{text.faults.lead}</p>
      <div className="fault-actions no-print">
        <FileTrigger acceptedFileTypes={FILE_KINDS} onSelect={(files) => files?.[0] && onFile(files[0])}>
          <Button weight="strong">{text.faults.again}</Button>
        </FileTrigger>
        <Button onPress={onBack}>{backLabel}</Button>
      </div>
      <ol className="fault-list">
        {issues.map((issue, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: faults have no other name, and the list never moves.
          <li key={index}>
            <p className="fault-place">
              {issue.line === undefined ? null : (
                <span>{text.faults.line(issue.line, issue.column ?? 1)}</span>
              )}
              {issue.path === '' ? null : <code>{issue.path}</code>}
              <code className="soft">{issue.code}</code>
            </p>
            <p className="fault-message" lang="en">
              {issue.message}
            </p>
            <p className="soft" lang="en">
              {issue.hint}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
