// Japanese texts of the page of the ledger.
import type { LedgerText } from '../en/ledger.ts';

const count = (number: number): string => number.toLocaleString('ja');

export const ledger: LedgerText = {
  lead: '誰が、いつ、何を、なぜ、どこから記録したかを示します。記録は削除されません。誤りは新しい記録で取り消します。',
  noun: '対象',
  everyNoun: 'すべての対象',
  nouns: {
    groups: 'グループ',
    changes: '承認',
    comments: 'コメント',
    attachments: '添付ファイル',
    imports: '取り込み',
    erasures: '消去',
    keys: 'キー',
    mappings: 'シートの対応付け',
  },
  person: '記録者',
  everybody: '全員',
  from: '開始日',
  until: '終了日',
  reset: '絞り込みを解除',
  list: '記録（新しい順）',
  kinds: { first: '登録', statement: '変更', removal: '削除', undo: '取消し' },
  version: (version) => `第${version}版`,
  why: '理由',
  origin: '入力元',
  history: '変更内容',
  undo: '取り消す',
  undone: '取り消しました。',
  refusals: {
    role: 'この権限では記録を変更できません。',
    approval: 'このグループでは別の人の承認が必要です。記録のページから申請してください。',
  },
  more: '以前の記録',
  none: 'まだ記録がありません。最初の変更がここに表示されます。',
  nothingFits: '条件に合う記録はありません。',
  check: {
    title: '完全性の検証',
    lead: '各記録は直前の記録のハッシュ値を含みます。検証ではすべての記録を読み、照合します。',
    run: '記録簿を検証する',
    running: 'すべての記録を読んでいます…',
    sound: '記録簿に欠落や改変はありません。',
    soundLead: (entries, checkpoints) =>
      `記録${count(entries)}件とチェックポイント${count(checkpoints)}件が整合しています。`,
    found: (number) => `${count(number)}か所に不整合があります。`,
    foundLead:
      '今は何も変更せず、データフォルダーの複製を保管し、サーバーの管理者にこの画面を見せてください。',
    at: (position) => `記録${count(position)}`,
    more: (number) => `ほか${count(number)}件`,
    hash: '最後の記録のハッシュ値',
  },
  checkpoints: {
    title: 'チェックポイント',
    lead: '記録簿がどこまで進んだかを示す署名付きの証明です。このサーバーの外に保管すれば、それ以前の記録が改変されていないことを後から証明できます。',
    make: 'チェックポイントを作成',
    made: 'チェックポイントを作成し、端末に保存しました。',
    none: 'まだありません。',
    position: (position) => `記録${count(position)}まで`,
    download: '保存',
    owner: '作成できるのは所有者のみです。',
  },
};
