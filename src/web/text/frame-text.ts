// The texts of the frame in every language.
import type { Language } from '../../core/law/law.ts';
import { frame as de } from './de/frame.ts';
import { frame as en, type FrameText } from './en/frame.ts';
import { frame as ja } from './ja/frame.ts';
import { useWords } from './use-text.ts';

export const FRAME_TEXT: Record<Language, FrameText> = { en, ja, de };

export function useFrameText(): FrameText {
  return FRAME_TEXT[useWords().language];
}
