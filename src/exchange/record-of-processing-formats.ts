// The record of processing as a file: as sheets, as a tagged PDF to be printed, as a document to be edited.
import type { PaperKind } from '../kit/papers/paper.ts';
import { printPaper } from '../kit/papers/print-paper.ts';
import { writeWorkbook } from '../kit/sheets/xlsx-write.ts';
import type { EncodeOptions, Format, RegisterOut } from './format.ts';
import { type RecordOfProcessing, recordProcessing } from './record-of-processing.ts';
import { paperOf } from './record-of-processing-paper.ts';
import { workbookOf } from './record-of-processing-sheets.ts';

export const recordOfProcessingXlsx: Format = {
  id: 'record-of-processing-xlsx',
  name: {
    en: 'Record of processing activities (XLSX)',
    ja: '取扱活動の記録（XLSX）',
    de: 'Verzeichnis von Verarbeitungstätigkeiten (XLSX)',
  },
  media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  extensions: ['xlsx'],
  encode: (out, options) => writeWorkbook(workbookOf(recordFor(out, options))),
};

export const recordOfProcessingPdf: Format = {
  id: 'record-of-processing-pdf',
  name: {
    en: 'Record of processing activities (PDF)',
    ja: '取扱活動の記録（PDF）',
    de: 'Verzeichnis von Verarbeitungstätigkeiten (PDF)',
  },
  media: 'application/pdf',
  extensions: ['pdf'],
  encode: (out, options) => printed(out, options, 'pdf'),
};

export const recordOfProcessingDocx: Format = {
  id: 'record-of-processing-docx',
  name: {
    en: 'Record of processing activities (DOCX)',
    ja: '取扱活動の記録（DOCX）',
    de: 'Verzeichnis von Verarbeitungstätigkeiten (DOCX)',
  },
  media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  extensions: ['docx'],
  encode: (out, options) => printed(out, options, 'docx'),
};

/** Of the whole group as controller, unless something else is asked for. */
function recordFor(out: RegisterOut, { organisation, role }: EncodeOptions): RecordOfProcessing {
  return recordProcessing(out, {
    as: role ?? 'controller',
    ...(organisation !== undefined && { organisation }),
  });
}

async function* printed(
  out: RegisterOut,
  options: EncodeOptions,
  kind: PaperKind,
): AsyncGenerator<Uint8Array> {
  yield await printPaper(paperOf(recordFor(out, options)), kind);
}
