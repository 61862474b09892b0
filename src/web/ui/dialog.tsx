// A question that must be answered first: over the page, closed by Escape, the focus comes back to where it was.
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './dialog.css';
import { IconButton } from './icon-button.tsx';

interface Props {
  readonly title: string;
  readonly closeLabel: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons, the one that does it last. */
  readonly actions?: ReactNode;
  /** `side`: a drawer at the edge, for what one wants to see the page beside. */
  readonly manner?: 'middle' | 'wide' | 'side';
  readonly isDismissable?: boolean;
}

export function Dialog({
  title,
  closeLabel,
  isOpen,
  onClose,
  children,
  actions,
  manner = 'middle',
  isDismissable = true,
}: Props) {
  return (
    <ModalOverlay
      className={`dialog-veil dialog-veil-${manner}`}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={isDismissable}
    >
      <Modal className={`dialog dialog-${manner}`}>
        <AriaDialog className="dialog-inner">
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton icon="close" label={closeLabel} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {actions === undefined ? null : <footer className="dialog-actions">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
