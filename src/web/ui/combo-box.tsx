// A searchable list: write a few letters, choose with the arrow keys.
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
  readonly sections: readonly ComboSection[];
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (id: string) => void;
}

export function ComboBox({ label, placeholder, nothing, sections, text, onText, onChoose }: Props) {
  return (
    <AriaComboBox
      className="field combo"
      items={sections}
      inputValue={text}
      onInputChange={onText}
      selectedKey={null}
      onSelectionChange={(key) => {
        if (key === null) return;
        onChoose(String(key));
        onText('');
      }}
      menuTrigger="focus"
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
