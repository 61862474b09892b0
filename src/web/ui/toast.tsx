// Short news at the edge: what was done and how to take it back; it is said politely and never takes the focus.
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { Icon } from './icon.tsx';
import './toast.css';

export interface News {
  readonly text: string;
  readonly detail?: string;
  readonly kind?: 'done' | 'fault' | 'news';
  /** What it is about: older news of the same are closed, for their way back no longer leads where it says. */
  readonly about?: string;
  readonly action?: { readonly name: string; readonly act: () => void };
}

const queue = new ToastQueue<News>({ maxVisibleToasts: 3 });
const STAYS_MS = 8_000;

const keysByAbout = new Map<string, string>();

/** Shows news. A fault stays until it is closed; what can be taken back stays long enough to be. */
export function tell(news: News): void {
  const before = news.about === undefined ? undefined : keysByAbout.get(news.about);
  if (before !== undefined) queue.close(before);
  const key = queue.add(
    news,
    news.kind === 'fault' ? {} : { timeout: news.action === undefined ? STAYS_MS : STAYS_MS * 2 },
  );
  if (news.about !== undefined) keysByAbout.set(news.about, key);
}

export function Toasts({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  return (
    <ToastRegion queue={queue} className="toasts no-print" aria-label={label}>
      {({ toast }) => (
        <Toast toast={toast} className={`toast toast-${toast.content.kind ?? 'news'}`}>
          <ToastContent className="toast-words">
            <Text slot="title">{toast.content.text}</Text>
            {toast.content.detail === undefined ? null : (
              <Text slot="description" className="small soft">
                {toast.content.detail}
              </Text>
            )}
          </ToastContent>
          {toast.content.action === undefined ? null : (
            <Button
              className="button button-quiet toast-action"
              onPress={() => {
                toast.content.action?.act();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.name}
            </Button>
          )}
          <Button slot="close" aria-label={closeLabel} className="icon-button">
            <Icon name="close" />
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
