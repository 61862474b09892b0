// A list of words or ids: write to find, choose from what is known or keep your own word; each can be taken away again.
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import './field.css';
import { Icon } from './icon.tsx';
import './word-field.css';

export interface WordOption {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
}

interface Props {
  readonly label: string;
  readonly help?: string;
  readonly fault?: string | undefined;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  /** The options for what was written; all of them for nothing. */
  readonly find: (text: string) => readonly WordOption[];
  readonly nameOf: (id: string) => string;
  /** May a word be kept that is not among the options? */
  readonly isFree?: boolean;
  /** At most so many. */
  readonly most?: number;
  readonly removeLabel: (name: string) => string;
  readonly keepLabel: (text: string) => string;
  readonly isDisabled?: boolean;
}

export function WordField(props: Props) {
  const {
    label,
    help,
    fault,
    value,
    onChange,
    find,
    nameOf,
    isFree = false,
    most = Number.POSITIVE_INFINITY,
  } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  // Where nothing more may be added the field to write into is gone; whoever writes must not lose their place.
  const keepsFocus = useRef(false);
  const isFull = value.length >= most;
  useEffect(() => {
    if (!keepsFocus.current) return;
    keepsFocus.current = false;
    const last = box.current?.querySelectorAll<HTMLElement>('.word-remove');
    (isFull ? last?.[last.length - 1] : input.current)?.focus();
  }, [isFull]);
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const options = useMemo((): WordOption[] => {
    const found = find(text)
      .filter((one) => !value.includes(one.id))
      .slice(0, 60);
    const own = text.trim();
    const isKnown = found.some((one) => one.id === own || one.name === own);
    return isFree && own !== '' && !isKnown ? [...found, { id: own, name: props.keepLabel(own) }] : found;
  }, [find, text, value, isFree, props.keepLabel]);
  const active = Math.min(at, Math.max(0, options.length - 1));
  const add = (option: WordOption | undefined): void => {
    if (option === undefined || value.length >= most) return;
    onChange([...value, option.id]);
    if (value.length + 1 >= most) {
      keepsFocus.current = document.activeElement === input.current;
      setOpen(false);
    }
    setText('');
    setAt(0);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setAt((active + (event.key === 'ArrowDown' ? 1 : -1) + options.length) % Math.max(1, options.length));
    } else if (event.key === 'Enter' && isOpen && options.length > 0 && !event.nativeEvent.isComposing) {
      event.preventDefault();
      add(options[active]);
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) onChange(value.slice(0, -1));
  };
  return (
    <div className="field word-field">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <div className="word-box" ref={box} data-invalid={fault !== undefined || undefined}>
        {value.map((word) => (
          <span key={word} className="word-chip">
            {nameOf(word)}
            <button
              type="button"
              className="word-remove"
              aria-label={props.removeLabel(nameOf(word))}
              disabled={props.isDisabled}
              onClick={() => {
                keepsFocus.current = isFull;
                onChange(value.filter((one) => one !== word));
                input.current?.focus();
              }}
            >
              <Icon name="close" />
            </button>
          </span>
        ))}
        {isFull ? null : (
          <input
            ref={input}
            id={id}
            className="word-input"
            value={text}
            disabled={props.isDisabled}
            role="combobox"
            aria-expanded={isOpen && options.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={isOpen && options.length > 0 ? `${id}-${active}` : undefined}
            aria-autocomplete="list"
            aria-invalid={fault !== undefined}
            aria-describedby={`${id}-help`}
            autoComplete="off"
            onChange={(event) => {
              setText(event.target.value);
              setOpen(true);
              setAt(0);
            }}
            onFocus={() => setOpen(true)}
            onBlur={() => {
              setOpen(false);
              if (isFree && text.trim() !== '') add({ id: text.trim(), name: text.trim() });
            }}
            onKeyDown={press}
          />
        )}
        {isOpen && !isFull && options.length > 0 ? (
          <div className="menu-popover word-list" role="listbox" id={`${id}-list`} aria-label={label}>
            {options.map((one, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus.
              <div
                key={one.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={`word-option${index === active ? ' is-active' : ''}`}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => add(one)}
              >
                <span>{one.name}</span>
                {one.note === undefined ? null : <span className="soft small">{one.note}</span>}
              </div>
            ))}
          </div>
        ) : null}
      </div>
      <p className={fault === undefined ? 'field-help' : 'field-fault'} id={`${id}-help`}>
        {fault ?? help}
      </p>
    </div>
  );
}
