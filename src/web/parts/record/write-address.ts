// A postal address as it stands on an envelope: from the large to the small in Japan for Japanese readers, else from the small to the large.
import type { Fields } from '../../client/records.ts';

/** Where the city comes before the postal code. */
const CITY_FIRST: ReadonlySet<string> = new Set(
  'AU BR CA GB HK ID IE IN KR MY NZ PH SG TH TW US VN ZA'.split(' '),
);

/** The lines of the address; `country` is the name of the country in the reader's language. */
export function writeAddress(
  address: Fields,
  country: string | undefined,
  language: string,
): readonly string[] {
  const text = (key: string): string => (typeof address[key] === 'string' ? address[key] : '');
  const lines = Array.isArray(address['lines']) ? address['lines'].map(String) : [];
  const [postalCode, city] = [text('postalCode'), text('city')];
  const code = text('country');
  const said = (...parts: readonly (string | undefined)[]): string =>
    parts.filter((one) => one !== undefined && one !== '').join(' ');
  if (code === 'JP' && language === 'ja')
    return [said(postalCode === '' ? '' : `〒${postalCode}`), said(city, ...lines), said(country)].filter(
      Boolean,
    );
  const place = CITY_FIRST.has(code) || code === 'JP' ? said(city, postalCode) : said(postalCode, city);
  return [...lines, place, said(country)].filter((one) => one !== '');
}
