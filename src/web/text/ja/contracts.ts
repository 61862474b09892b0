// Japanese texts of the page of contracts.
import type { ContractsText } from '../en/contracts.ts';

const count = (number: number): string => number.toLocaleString('ja');

export const contracts: ContractsText = {
  lead: '移転のために締結すべき契約です。標準契約条項を個別に結ぶ場合と、拘束的企業準則（BCR）による場合を比べます。',
  noneNeeded:
    'この日に標準契約条項を必要とする移転はありません（十分性認定で足りるか、域外に出ていません）。別の日を選ぶか、移転を登録してください。',
  toFlows: '移転の一覧へ',
  scc: '標準契約条項を個別に締結',
  bcr: '拘束的企業準則（BCR）による場合',
  rules: '準則の種類',
  kinds: { 'bcr-c': '管理者用', 'bcr-p': '処理者用', 'bcr-c+bcr-p': '両方' },
  agreements: () => '件の契約',
  rulesAnd: (sets, members) => `＋ ${count(members)}社共通の準則${sets === 1 ? '' : `${sets}種`}`,
  saved: (number) => `締結・更新する契約が${count(number)}件減ります`,
  counts: {
    pairs: '会社の組',
    bothWays: 'うち双方向の組',
    inside: 'グループ内',
    outside: 'グループ外との契約',
    processors: '一方が処理者である契約',
    full: '全社が互いに結んだ場合',
  },
  figure: (side, all, open) =>
    `${side}：契約${count(all)}件、うち要締結${count(open)}件。矢印キーで会社を移動し、Enterで一覧を絞り込みます。`,
  company: (name, country, all, open) =>
    all === 0
      ? `${name}（${country}）：締結すべきものなし`
      : `${name}（${country}）：契約${count(all)}件、うち要締結${count(open)}件`,
  chooseCompany: '会社を選ぶと、その会社の契約だけが表示されます。',
  legend: '図の見方',
  member: 'グループ会社',
  outsider: 'グループ外の会社',
  band: '一つの準則に拘束される会社',
  standing: { missing: '未締結', again: '再締結が必要', held: '締結済み' },
  modules: 'モジュール別',
  module: (number) => `モジュール${number}`,
  list: {
    title: '締結すべき契約',
    lead: '標準契約条項による場合。未締結のものを先に示します。',
    standing: '状況',
    toSign: '締結が必要なもの',
    everything: 'すべて',
    company: '会社',
    everyCompany: 'すべての会社',
    module: 'モジュール',
    everyModule: 'すべてのモジュール',
    fromTo: '移転元と移転先',
    why: '理由',
    flows: '移転',
    shown: (shown, all) => (shown === all ? `${count(all)}件` : `${count(all)}件中${count(shown)}件`),
    none: '条件に合うものはありません。',
    allSigned: 'すべて締結済みです。',
    reset: '絞り込みを解除',
    csv: '表で保存（CSV）',
    file: '要締結契約',
    more: (number) => `ほか${count(number)}件`,
    nothing: '対応する締結済みの契約がありません。',
    some: (open, all) => `移転${count(all)}件のうち${count(open)}件に、対応する締結済みの契約がありません。`,
    held: '対応する契約',
    activities: '取扱業務',
    laws: '法令',
    exporter: '移転元',
    importer: '移転先',
    instrument: '契約',
  },
  whyAgain: {
    old: (year) => `${year}年の条項による移転はもはや認められず、2021年の条項に置き換わっています。`,
    ended: (day) => `${day}に終了しました。`,
    module: (number) => `モジュール${number}が含まれていません。`,
    direction: '逆方向の移転のみを対象としています。',
    scope: '対象の業務又はデータが、現在の取扱いに及んでいません。',
  },
  change: {
    title: '取扱いを変更したとき',
    lead: '次の件数の契約を見直し、多くは再締結することになります。',
    activity: '取扱業務',
  },
};
