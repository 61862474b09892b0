// A searchable list: write a few letters, choose with the arrow keys.

import { useState } from 'react';
import {
  ComboBox as AriaComboBox,
  Button,
  Collection,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
} from 'react-aria-components';
import './combo-box.css';
import './field.css';

export interface ComboItem {
  readonly id: string;
  readonly name: string;
  readonly note: string;
}

export interface ComboSection {
  readonly id: string;
  readonly name: string;
  readonly items: readonly ComboItem[];
}

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly nothing: string;
  /** The sections that fit what was written. */
  readonly find: (text: string) => readonly ComboSection[];
  readonly onChoose: (id: string) => void;
}

/** Choosing empties the field for the next choice, and keeps the focus there. */
export function ComboBox(props: Props) {
  const [choices, setChoices] = useState(0);
  const choose = (id: string): void => {
    setChoices(choices + 1);
    props.onChoose(id);
  };
  // A new field for each choice: the old one would take its emptying for writing, and open again.
  return <Field key={choices} {...props} onChoose={choose} isAgain={choices > 0} />;
}

function Field({
  label,
  placeholder,
  nothing,
  find,
  onChoose,
  isAgain,
}: Props & { readonly isAgain: boolean }) {
  const [text, setText] = useState('');
  return (
    <AriaComboBox
      className="field combo"
      items={find(text)}
      inputValue={text}
      onInputChange={setText}
      onSelectionChange={(key) => key !== null && onChoose(String(key))}
      autoFocus={isAgain}
      allowsEmptyCollection
      defaultFilter={() => true}
    >
      <Label className="field-label">{label}</Label>
      <div className="combo-row">
        <Input className="field-input" placeholder={placeholder} />
        <Button className="combo-button">
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <Popover className="combo-popover">
        <ListBox className="combo-list" renderEmptyState={() => <p className="combo-nothing">{nothing}</p>}>
          {(section: ComboSection) => (
            <ListBoxSection id={section.id}>
              <Header className="combo-header">{section.name}</Header>
              <Collection items={section.items}>
                {(item: ComboItem) => (
                  <ListBoxItem id={item.id} textValue={`${item.name} ${item.id}`} className="combo-item">
                    <span>{item.name}</span>
                    <span className="combo-note">{item.note}</span>
                  </ListBoxItem>
                )}
              </Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
