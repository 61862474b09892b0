// When something was recorded, as the reader writes day and time.
import { useWords } from '../../text/use-text.ts';

export function Moment({ at }: { readonly at: string }) {
  const { language } = useWords();
  return (
    <time dateTime={at} className="moment soft small">
      {writeMoment(at, language)}
    </time>
  );
}

export function writeMoment(at: string, language: string): string {
  return new Date(at).toLocaleString(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}
