// All faults of a file at once: where, what was found, and what to do.
import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { ImportOnWire } from '../../../api/imports.ts';
import type { WireIssue } from '../../../api/problem.ts';
import type { ImportsText } from '../../text/en/imports.ts';
import { useImportsText } from '../../text/imports-text.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { lettersOf } from './sheet-mapping.ts';

const AT_ONCE = 200;

/** In a sheet by its name, row and column; else by line and column. */
export function placeOf({ at, line, column, path }: WireIssue, text: ImportsText): string {
  const sheet = /\[([^\]]+)\]:\d+/.exec(at)?.[1];
  if (line === undefined) return path;
  if (sheet !== undefined || /\.(csv|tsv)\b/i.test(at))
    return [
      ...(sheet === undefined ? [] : [sheet]),
      text.faults.row(line),
      ...(column === undefined ? [] : [text.faults.column(lettersOf(column))]),
    ].join(', ');
  return text.faults.line(line, column ?? 1);
}

export function FaultTable({
  job,
  onFile,
}: {
  readonly job: ImportOnWire;
  readonly onFile: (file: File) => void;
}) {
  const text = useImportsText();
  const heading = useRef<HTMLHeadingElement>(null);
  const [shown, setShown] = useState(AT_ONCE);
  useEffect(() => heading.current?.focus(), []);
  const { faults } = job;
  return (
    <Card>
      <h2 ref={heading} tabIndex={-1}>
        {text.faults.title(faults.length, job.fileName)}
      </h2>
      <p>{text.faults.lead}</p>
      <p className="no-print">
        <FileTrigger onSelect={(files) => files?.[0] && onFile(files[0])}>
          <Button weight="strong">{text.faults.again}</Button>
        </FileTrigger>
      </p>
      <ScrollBox className="plan-box" label={text.faults.title(faults.length, job.fileName)}>
        <table className="import-faults">
          <caption className="heard-only">{text.faults.title(faults.length, job.fileName)}</caption>
          <thead>
            <tr>
              <th scope="col">{text.faults.place}</th>
              <th scope="col">{text.faults.fault}</th>
              <th scope="col">{text.faults.hint}</th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, shown).map((fault, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: faults have no other name, and the list never moves.
              <tr key={index}>
                <th scope="row">
                  {placeOf(fault, text)}
                  {fault.line === undefined || fault.path === '' ? null : (
                    <code className="soft import-fault-path">{fault.path}</code>
                  )}
                </th>
                <td lang="en">{fault.message}</td>
                <td lang="en" className="soft">
                  {fault.hint}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {faults.length > shown ? (
        <p>
          <Button onPress={() => setShown(faults.length)}>{text.faults.more(faults.length - shown)}</Button>
        </p>
      ) : null}
    </Card>
  );
}
