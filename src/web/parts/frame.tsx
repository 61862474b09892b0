// The frame around every page: navigation by noun, the head with search and choices, news, and what to do when the line is cut.
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { LANGUAGES, type Language } from '../../core/law/law.ts';
import { ProblemFound } from '../client/ask.ts';
import {
  languageOf,
  prefer,
  SCHEMES,
  type Scheme,
  showScheme,
  usePreferences,
} from '../client/preferences.ts';
import { libraryQuery } from '../client/queries.ts';
import { keepKey } from '../client/request.ts';
import { GroupContext, useOpenGroup } from '../client/use-group.ts';
import { useLedgerNews } from '../client/use-ledger-news.ts';
import { FRAME_TEXT, useFrameText } from '../text/frame-text.ts';
import { makeWords, TEXTS, WordsContext } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Waiting } from '../ui/faces.tsx';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { TextField } from '../ui/text-field.tsx';
import { Toasts } from '../ui/toast.tsx';
import './frame.css';
import { SECTIONS } from './navigation-places.ts';
import { PlaceLink } from './place-link.tsx';
import { ProblemFace } from './problem-face.tsx';
import { useGo } from './use-go.ts';
import { usePlaceSearch } from './use-place-search.ts';

const Palette = lazy(() => import('./palette.tsx'));

const LOCALES: Record<Language, string> = { en: 'en-US', ja: 'ja-JP', de: 'de-DE' };
const NO_LAWS = { version: '', fingerprint: '', instruments: [], laws: [] };
/** Pages that can be seen before there is a group. */
const WITHOUT_GROUP = ['/welcome', '/gallery', '/law'];

export function Frame() {
  const { lang } = useSearch({ strict: false }) as { readonly lang?: string };
  const preferred = usePreferences();
  const language = languageOf(lang, preferred.language);
  const library = useQuery(libraryQuery);
  const words = useMemo(
    () => makeWords(language, library.data?.terms ?? {}, library.data?.laws ?? NO_LAWS),
    [language, library.data],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(showScheme, []);
  return (
    <I18nProvider locale={LOCALES[language]}>
      <WordsContext value={words}>
        {library.error !== null ? (
          <main className="frame-alone">
            <ProblemFace problem={problemOf(library.error)} onRetry={() => void library.refetch()} />
          </main>
        ) : (
          <Inside language={language} isReady={library.data !== undefined} />
        )}
      </WordsContext>
    </I18nProvider>
  );
}

function Inside({ language, isReady }: { readonly language: Language; readonly isReady: boolean }) {
  const text = FRAME_TEXT[language];
  const open = useOpenGroup();
  const { pathname } = useLocation();
  const connection = useLedgerNews(open.group?.id ?? null);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [isNavigationOpen, setNavigationOpen] = useState(false);
  const { isFolded } = usePreferences();
  const main = useRef<HTMLElement>(null);
  useKeys(() => setPaletteOpen(true));
  useNewPlace(pathname, main);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the navigation of a narrow screen.
  useEffect(() => setNavigationOpen(false), [pathname]);
  const needsGroup = !WITHOUT_GROUP.some((place) => pathname.startsWith(place));
  const status = open.error instanceof ProblemFound ? open.error.problem.status : 0;
  return (
    <div className={`frame${isFolded ? ' is-folded' : ''}${isNavigationOpen ? ' has-navigation' : ''}`}>
      <a className="skip-link" href="#page">
        {text.skip}
      </a>
      <header className="frame-head no-print">
        <div className="frame-menu-button">
          <IconButton
            icon="fold"
            label={isFolded ? text.unfold : text.fold}
            onPress={() => {
              if (matchMedia('(width < 60rem)').matches) setNavigationOpen(!isNavigationOpen);
              else prefer({ isFolded: !isFolded });
            }}
          />
        </div>
        <PlaceLink to="home" className="frame-brand">
          <svg viewBox="0 0 32 32" aria-hidden="true" className="brand-sign">
            <path d="M5 9.5h22M7.5 13.5h17M9.5 9v16M22.5 9v16" />
            <path d="M12.5 25 19.5 17.5" className="brand-bar" />
          </svg>
          <span>Sekisho</span>
        </PlaceLink>
        <GroupChoice />
        <button
          type="button"
          className="frame-search"
          aria-keyshortcuts="Control+K Meta+K"
          onClick={() => setPaletteOpen(true)}
        >
          <Icon name="search" />
          <span>{text.search}</span>
          <span className="frame-keys">Ctrl K</span>
        </button>
        <Choices language={language} />
      </header>
      <nav className="frame-navigation no-print" aria-label={text.navigation}>
        {SECTIONS.map((section) => (
          <div key={section.id} className="frame-section">
            <h2>{text.sections[section.id]}</h2>
            <ul>
              {section.places.map((place) => (
                <li key={place.to}>
                  <PlaceLink to={place.to} className="frame-place" title={text.places[place.to]}>
                    <Icon name={place.icon} />
                    <span>{text.places[place.to]}</span>
                  </PlaceLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      {isNavigationOpen ? (
        <button
          type="button"
          className="frame-veil"
          aria-label={text.close}
          onClick={() => setNavigationOpen(false)}
        />
      ) : null}
      <main className="frame-page" id="page" ref={main} tabIndex={-1}>
        {connection === 'open' ? null : (
          <p className="frame-lost" role="status">
            <Icon name="warning" />
            {connection === 'lost' ? text.lost : text.offline}
          </p>
        )}
        {!isReady || (open.isLoading && needsGroup) ? (
          <Waiting label={text.loading} rows={9} />
        ) : status === 401 ? (
          <KeyDoor onEnter={open.retry} />
        ) : needsGroup && open.error !== null ? (
          <ProblemFace problem={problemOf(open.error)} onRetry={open.retry} />
        ) : needsGroup && open.group === null ? (
          <NoGroup />
        ) : (
          <GroupContext value={open.group}>
            <Suspense fallback={<Waiting label={text.loading} rows={9} />}>
              <Outlet />
            </Suspense>
          </GroupContext>
        )}
      </main>
      <Toasts label={text.news} closeLabel={text.close} />
      {isPaletteOpen ? (
        <Suspense fallback={null}>
          <Palette group={open.group} onClose={() => setPaletteOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function GroupChoice() {
  const { groups, group } = useOpenGroup();
  const [, change] = usePlaceSearch();
  const text = useFrameText();
  if (group === null) return <span />;
  if (groups.length < 2) return <span className="frame-group">{group.name}</span>;
  return (
    <Menu
      label={`${text.group}: ${group.name}`}
      entries={groups.map((one) => ({ id: one.id, name: one.name, isChosen: one.id === group.id }))}
      onChoose={(id) => change({ group: id })}
    >
      <span className="frame-group">{group.name}</span>
      <Icon name="down" />
    </Menu>
  );
}

function Choices({ language }: { readonly language: Language }) {
  const text = FRAME_TEXT[language];
  const { scheme } = usePreferences();
  const [search, change] = usePlaceSearch();
  return (
    <div className="frame-choices">
      <Menu
        label={`${text.language}: ${TEXTS[language].name}`}
        entries={LANGUAGES.map((one) => ({ id: one, name: TEXTS[one].name, isChosen: one === language }))}
        onChoose={(id) => {
          prefer({ language: id as Language });
          // A link that names a language must not hold against the reader's own choice.
          if (search['lang'] !== undefined) change({ lang: undefined }, 'move');
        }}
      >
        <Icon name="world" />
        <span className="frame-language">{TEXTS[language].name}</span>
      </Menu>
      <Menu
        label={text.scheme}
        entries={SCHEMES.map((one) => ({ id: one, name: text.schemes[one], isChosen: one === scheme }))}
        onChoose={(id) => prefer({ scheme: id as Scheme })}
      >
        <Icon name={scheme === 'dark' ? 'moon' : 'sun'} />
      </Menu>
    </div>
  );
}

function NoGroup() {
  const text = useFrameText();
  const go = useGo();
  return (
    <div className="face-empty">
      <h1>{text.noGroup.title}</h1>
      <p>{text.noGroup.lead}</p>
      <Button weight="strong" onPress={() => go('welcome')}>
        {text.noGroup.start}
      </Button>
    </div>
  );
}

/** Where the server asks for a key. */
function KeyDoor({ onEnter }: { readonly onEnter: () => void }) {
  const text = useFrameText();
  const [key, setKey] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      className="frame-key"
      onSubmit={(event) => {
        event.preventDefault();
        keepKey(key.trim());
        setWrong(true);
        onEnter();
      }}
    >
      <h1>{text.key.title}</h1>
      <p className="soft">{text.key.lead}</p>
      <TextField
        label={text.key.field}
        value={key}
        onChange={setKey}
        fault={isWrong ? text.key.wrong : undefined}
        autoFocus
      />
      <Button type="submit" weight="strong" isDisabled={key.trim() === ''}>
        {text.key.enter}
      </Button>
    </form>
  );
}

/** Ctrl-K anywhere, even while writing. */
function useKeys(onPalette: () => void): void {
  const newest = useRef(onPalette);
  newest.current = onPalette;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey ||
        event.key.toLowerCase() !== 'k'
      )
        return;
      event.preventDefault();
      newest.current();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** After going somewhere the page begins at its title, for those who read with their ears and for those who do not. */
function useNewPlace(pathname: string, main: React.RefObject<HTMLElement | null>): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname, main]);
}

function problemOf(error: unknown) {
  return error instanceof ProblemFound ? error.problem : { type: 'page', title: String(error), status: 0 };
}
