// The places of the navigation in their order and with their signs; the palette lists the same.

import type { PathName } from '../paths.ts';
import type { FrameText } from '../text/en/frame.ts';
import type { IconName } from '../ui/icon.tsx';

export interface Place {
  readonly to: PathName & keyof FrameText['places'];
  readonly icon: IconName;
}

export interface Section {
  readonly id: keyof FrameText['sections'];
  readonly places: readonly Place[];
}

export const SECTIONS: readonly Section[] = [
  {
    id: 'work',
    places: [
      { to: 'home', icon: 'home' },
      { to: 'transfers', icon: 'transfers' },
      { to: 'contracts', icon: 'contracts' },
      { to: 'changes', icon: 'changes' },
    ],
  },
  {
    id: 'register',
    places: [
      { to: 'register', icon: 'register' },
      { to: 'organisations', icon: 'organisations' },
      { to: 'persons', icon: 'persons' },
      { to: 'activities', icon: 'activities' },
      { to: 'systems', icon: 'systems' },
      { to: 'flows', icon: 'flows' },
      { to: 'instruments', icon: 'instruments' },
      { to: 'assessments', icon: 'assessments' },
      { to: 'contractors', icon: 'contractors' },
    ],
  },
  { id: 'law', places: [{ to: 'law', icon: 'law' }] },
  {
    id: 'office',
    places: [
      { to: 'imports', icon: 'imports' },
      { to: 'exports', icon: 'exports' },
      { to: 'ledger', icon: 'ledger' },
      { to: 'settings', icon: 'settings' },
    ],
  },
];
