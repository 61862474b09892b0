// A place onto which files are dropped or from which they are chosen.
import type { ReactNode } from 'react';
import { Button, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import './file-drop.css';
import { Icon } from './icon.tsx';

interface Props {
  readonly label: string;
  readonly help?: ReactNode;
  readonly buttonLabel: string;
  readonly accepts?: readonly string[];
  readonly onFile: (file: File) => void;
}

export function FileDrop({ label, help, buttonLabel, accepts, onFile }: Props) {
  return (
    <DropZone
      className="file-drop"
      onDrop={async (event) => {
        const item = event.items.find(isFileDropItem);
        if (item !== undefined) onFile(await item.getFile());
      }}
    >
      <Icon name="imports" />
      <Text slot="label">{label}</Text>
      {help === undefined ? null : <p className="soft small">{help}</p>}
      <FileTrigger
        {...(accepts !== undefined && { acceptedFileTypes: [...accepts] })}
        onSelect={(files) => {
          const file = files?.[0];
          if (file !== undefined) onFile(file);
        }}
      >
        <Button className="button button-strong">{buttonLabel}</Button>
      </FileTrigger>
    </DropZone>
  );
}
