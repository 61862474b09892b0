// Which page stands at which address; each page is loaded when it is first gone to.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { RECORD_NOUNS } from '../core/flows/words.ts';
import { readSearch, writeSearch } from './client/navigation.ts';
import { Frame } from './parts/frame.tsx';
import { NotFound } from './parts/not-found.tsx';
import { PageFailed } from './parts/page-failed.tsx';
import { PATHS } from './paths.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

function page(path: string, load: () => Promise<Record<string, unknown>>, name: string) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as never, name as never),
  });
}

const routes = [
  page(PATHS.home, () => import('./pages/home/home-page.tsx'), 'HomePage'),
  page(PATHS.register, () => import('./pages/register/register-page.tsx'), 'RegisterPage'),
  page(PATHS.imports, () => import('./pages/imports/imports-page.tsx'), 'ImportsPage'),
  page(PATHS.exports, () => import('./pages/exports/exports-page.tsx'), 'ExportsPage'),
  page(PATHS.welcome, () => import('./pages/welcome/welcome-page.tsx'), 'WelcomePage'),
  page(PATHS.transfers, () => import('./pages/transfers/transfers-page.tsx'), 'TransfersPage'),
  ...RECORD_NOUNS.map((noun) => page(PATHS[noun], () => import('./pages/records/list-page.tsx'), 'ListPage')),
  page(PATHS.newRecord, () => import('./pages/records/new-record-page.tsx'), 'NewRecordPage'),
  page(PATHS.record, () => import('./pages/records/record-page.tsx'), 'RecordPage'),
  page(PATHS.interview, () => import('./pages/records/interview-page.tsx'), 'InterviewPage'),
  page(PATHS.changes, () => import('./pages/changes/changes-page.tsx'), 'ChangesPage'),
  page(PATHS.contracts, () => import('./pages/contracts/contracts-page.tsx'), 'ContractsPage'),
  page(PATHS.law, () => import('./pages/law/law-page.tsx'), 'LawPage'),
  page(PATHS.provision, () => import('./pages/law/provision-page.tsx'), 'ProvisionPage'),
  page(PATHS.ledger, () => import('./pages/ledger/ledger-page.tsx'), 'LedgerPage'),
  page(PATHS.settings, () => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
  page(PATHS.gallery, () => import('./pages/gallery/gallery-page.tsx'), 'GalleryPage'),
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: (text) => readSearch(text),
  stringifySearch: (search) => writeSearch(search),
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
});
