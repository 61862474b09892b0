// Every building block of the screen in its states, for those who build pages and for those who check them.
import { type ReactNode, useMemo, useState } from 'react';
import { VERDICTS } from '../../../core/flows/answer.ts';
import { VerdictMark } from '../../parts/verdict-mark.tsx';
import { useFrameText } from '../../text/frame-text.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { Breadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox, Choice } from '../../ui/choice.tsx';
import { DataTable, type TableSort } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Empty, Failed, Waiting } from '../../ui/faces.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Meter } from '../../ui/meter.tsx';
import { PlaceHead } from '../../ui/place-head.tsx';
import { Select } from '../../ui/select.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { tell } from '../../ui/toast.tsx';
import { WordField } from '../../ui/word-field.tsx';
import './gallery-page.css';

const TONES: readonly BadgeTone[] = ['plain', 'accent', 'good', 'care', 'open', 'bad'];
const ROWS = Array.from({ length: 500 }, (_, index) => ({
  id: `row-${index}`,
  name: `給与 Payroll Löhne ${index}`,
  count: index * 7,
}));
const OPTIONS = ['name', 'email', 'phone', 'health', 'bank-account', 'location'].map((id) => ({
  id,
  name: id,
}));

export function GalleryPage() {
  const text = useFrameText();
  return (
    <>
      <PlaceHead
        crumbs={
          <Breadcrumbs
            label={text.crumbs}
            parts={[
              { id: 'a', shown: <a href="/">{text.places.home}</a> },
              { id: 'b', shown: text.places.gallery },
            ]}
          />
        }
        title={text.places.gallery}
        tools={<Button weight="strong">{text.save}</Button>}
      />
      <div className="gallery">
        <Buttons />
        <Fields />
        <Words />
        <Faces />
        <Overlays />
        <Table />
      </div>
    </>
  );
}

function Buttons() {
  const text = useFrameText();
  return (
    <Card title="Button, IconButton, Menu">
      <Row>
        <Button weight="strong">{text.save}</Button>
        <Button>{text.cancel}</Button>
        <Button weight="quiet">{text.more}</Button>
        <Button isDisabled>{text.undo}</Button>
        <IconButton icon="undo" label={text.undo} />
        <IconButton icon="print" label={text.print} isDisabled />
        <Menu
          label={text.more}
          entries={[
            { id: 'a', name: text.undo, icon: 'undo' },
            { id: 'b', name: text.print, icon: 'print', refusal: text.offline },
            { id: 'c', name: text.palette.nothing, icon: 'remove', isGrave: true },
          ]}
          onChoose={() => undefined}
        />
      </Row>
      <Row>
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
        {VERDICTS.map((verdict) => (
          <VerdictMark key={verdict} verdict={verdict} />
        ))}
      </Row>
      <Meter label={text.places.register} value={0.82} shown="82 %" />
      <Meter label={text.loading} value={null} shown="" kind="work" />
    </Card>
  );
}

function Fields() {
  const text = useFrameText();
  const [written, setWritten] = useState('Example Telecom 株式会社');
  const [chosen, setChosen] = useState<'yes' | 'no' | 'unknown'>('unknown');
  const [isTicked, setTicked] = useState(true);
  const [words, setWords] = useState<readonly string[]>(['name', 'email']);
  const find = useMemo(() => (wanted: string) => OPTIONS.filter((one) => one.name.includes(wanted)), []);
  return (
    <Card title="TextField, WordField, Choice, Checkbox, Select">
      <TextField
        label={text.group}
        value={written}
        onChange={setWritten}
        help={text.palette.hint}
        isRequired
      />
      <TextField label={text.group} value={written} onChange={setWritten} fault={text.key.wrong} />
      <TextField label={text.group} value={written} onChange={setWritten} lines={3} />
      <WordField
        label={text.places.activities}
        value={words}
        onChange={setWords}
        find={find}
        nameOf={(id) => id}
        isFree
        removeLabel={text.words.remove}
        keepLabel={text.words.keep}
      />
      <Choice
        label={text.language}
        value={chosen}
        onChange={setChosen}
        options={[
          { value: 'yes', name: text.yes },
          { value: 'no', name: text.no },
          { value: 'unknown', name: text.notKnown },
        ]}
      />
      <Checkbox isChosen={isTicked} onChange={setTicked}>
        {text.palette.title}
      </Checkbox>
      <Select
        label={text.scheme}
        value="a"
        options={[{ value: 'a', label: text.schemes.light }]}
        onChange={() => undefined}
      />
    </Card>
  );
}

function Words() {
  const [tab, setTab] = useState<'one' | 'two'>('one');
  const text = useFrameText();
  return (
    <Card title="Tabs, Disclosure">
      <Tabs
        label={text.navigation}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: 'one', name: text.places.transfers, content: () => <p>{text.palette.title}</p> },
          { id: 'two', name: text.places.contracts, content: () => <p>{text.palette.hint}</p> },
        ]}
      />
      <Disclosure title={text.more}>{() => <p>{text.notFound.lead}</p>}</Disclosure>
    </Card>
  );
}

function Faces() {
  const text = useFrameText();
  return (
    <Card title="Waiting, Empty, Failed, FileDrop">
      <Waiting label={text.loading} rows={2} />
      <Empty action={<Button>{text.noGroup.start}</Button>}>{text.noGroup.lead}</Empty>
      <Failed
        title={text.failed}
        detail={text.unreachable}
        retryLabel={text.retry}
        onRetry={() => undefined}
      />
      <FileDrop
        label={text.places.imports}
        help="XLSX, CSV, YAML, JSON"
        buttonLabel={text.places.imports}
        onFile={() => undefined}
      />
    </Card>
  );
}

function Overlays() {
  const text = useFrameText();
  const [open, setOpen] = useState<'middle' | 'side' | null>(null);
  return (
    <Card title="Dialog, Toast">
      <Row>
        <Button onPress={() => setOpen('middle')}>Dialog</Button>
        <Button onPress={() => setOpen('side')}>Drawer</Button>
        <Button
          onPress={() =>
            tell({
              text: text.saved('Payroll'),
              kind: 'done',
              action: { name: text.undo, act: () => tell({ text: text.undone }) },
            })
          }
        >
          Toast
        </Button>
      </Row>
      <Dialog
        title={text.conflict.title}
        closeLabel={text.close}
        isOpen={open !== null}
        manner={open ?? 'middle'}
        onClose={() => setOpen(null)}
        actions={
          <>
            <Button onPress={() => setOpen(null)}>{text.cancel}</Button>
            <Button weight="strong" onPress={() => setOpen(null)}>
              {text.save}
            </Button>
          </>
        }
      >
        <p>{text.conflict.lead}</p>
      </Dialog>
    </Card>
  );
}

function Table() {
  const text = useFrameText();
  const [sort, setSort] = useState<TableSort>({ column: 'name', isReversed: false });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  return (
    <Card title="DataTable">
      <DataTable
        caption={text.places.activities}
        words={text.table}
        rows={sort.isReversed ? [...ROWS].reverse() : ROWS}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        sort={sort}
        onSort={setSort}
        chosen={chosen}
        onChoose={setChosen}
        open={(row, shown) => (
          <a className="data-open" href={`#${row.id}`}>
            {shown}
          </a>
        )}
        columns={[
          {
            id: 'name',
            name: text.places.activities,
            cell: (row) => row.name,
            width: '2fr',
            isSortable: true,
          },
          { id: 'id', name: 'id', cell: (row) => <code>{row.id}</code>, isSpare: true },
          { id: 'count', name: text.places.flows, cell: (row) => row.count, width: '8rem', isNumber: true },
        ]}
      />
    </Card>
  );
}

function Row({ children }: { readonly children: ReactNode }) {
  return <div className="gallery-row">{children}</div>;
}
