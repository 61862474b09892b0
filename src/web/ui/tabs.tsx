// Tabs: one strip of names, one view at a time.
import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import './tabs.css';

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly tabs: readonly { readonly id: V; readonly name: ReactNode; readonly content: () => ReactNode }[];
  readonly onChange: (value: V) => void;
}

export function Tabs<V extends string>({ label, value, tabs, onChange }: Props<V>) {
  return (
    <AriaTabs selectedKey={value} onSelectionChange={(key) => onChange(key as V)} className="tabs">
      <TabList aria-label={label} className="tab-list no-print">
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="tab">
            {tab.name}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel">
          {tab.id === value ? tab.content() : null}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
