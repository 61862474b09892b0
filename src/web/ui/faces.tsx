// The faces of a page that is not ready: waiting, empty, failed.
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import './faces.css';

export function Waiting({ label, rows = 6 }: { readonly label: string; readonly rows?: number }) {
  return (
    <div className="face-waiting" role="status">
      <span className="heard-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without a meaning of their own.
        <span key={row} className="face-bar" aria-hidden="true" />
      ))}
    </div>
  );
}

export function Empty({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="face-empty">
      <p>{children}</p>
      {action}
    </div>
  );
}

interface FailedProps {
  readonly title: string;
  readonly detail: string;
  readonly mark?: string | undefined;
  readonly retryLabel: string;
  readonly onRetry: () => void;
}

export function Failed({ title, detail, mark, retryLabel, onRetry }: FailedProps) {
  return (
    <div className="face-failed" role="alert">
      <h2>{title}</h2>
      <p>{detail}</p>
      {mark !== undefined && <code>{mark}</code>}
      <Button onPress={onRetry}>{retryLabel}</Button>
    </div>
  );
}
