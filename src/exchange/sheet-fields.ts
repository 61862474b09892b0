// The places of a record that a column of a foreign sheet can fill, and what others call them in English, Japanese, German and French.
import { RECORD_NOUNS, type RecordNoun } from '../core/flows/words.ts';
import { LANGUAGES } from '../core/law/law.ts';
import type { SheetColumn, SheetPart } from './sheet-column.ts';
import { sheetOf } from './sheet-columns.ts';
import { plainHeading } from './sheet-likeness.ts';

export interface ForeignField {
  /** As in `subjects.category`. */
  readonly path: string;
  readonly column: SheetColumn;
  /** The list of maps to which each item adds one. */
  readonly part?: SheetPart;
  /** Plain headings under which it is known. */
  readonly names: readonly string[];
}

/** What others write above such columns, beside our own headings; `|` parts them. */
const NAMES: Readonly<Record<string, string>> = {
  'organisations.id': 'organisation id|company code|会社コード|組織コード|kürzel|firmenkürzel',
  'organisations.name':
    'organisation|organization|company|company name|legal entity|entity|vendor|supplier name|会社名|組織名|法人名|取引先名|事業者名|firma|firmenname|unternehmen|gesellschaft|name der organisation|société|nom de l organisme|raison sociale',
  'organisations.country':
    'country|country of establishment|location|domicile|国|国名|所在国|設立国|land|sitz|sitzland|staat|pays',
  'organisations.member':
    'group company|group member|internal|グループ会社|グループ内|konzerngesellschaft|konzernunternehmen',
  'organisations.parent': 'parent company|parent|親会社|muttergesellschaft|konzernmutter',
  'organisations.legalForm': 'legal form|法人格|rechtsform',
  'organisations.registrationNumber':
    'registration number|company number|register no|法人番号|登記番号|handelsregisternummer|hrb|registernummer|siret|siren',
  'organisations.address.lines': 'address|street|street address|住所|所在地|番地|anschrift|adresse|strasse',
  'organisations.address.postalCode':
    'postal code|postcode|zip|zip code|郵便番号|plz|postleitzahl|code postal|cp',
  'organisations.address.city': 'city|town|市区町村|都市|ort|stadt|ville',
  'organisations.contact.email':
    'email|e mail|mail|contact email|メール|メールアドレス|連絡先メール|mailadresse|courriel|mél',
  'organisations.contact.phone': 'phone|telephone|tel|電話番号|電話|telefon|telefonnummer|téléphone',
  'organisations.contact.url': 'website|url|web|ホームページ|ウェブサイト|webseite|homepage',
  'organisations.sectors': 'sector|industry|業種|事業内容|branche',
  'organisations.from': 'since|valid from|設立日|開始日|seit|gültig ab',
  'organisations.until': 'until|valid until|終了日|bis|gültig bis',
  'divisions.name':
    'department|division|business unit|部署|部署名|部門|abteilung|fachbereich|bereich|service',
  'divisions.organisation': 'company|organisation|会社|会社名|firma|gesellschaft',
  'divisions.parent': 'parent department|上位部署|übergeordnete abteilung',
  'persons.name': 'name|full name|氏名|担当者名|名前|vorname nachname|ansprechpartner|nom',
  'persons.email': 'email|e mail|mail|メールアドレス|メール|courriel',
  'persons.phone': 'phone|telephone|電話|電話番号|内線|telefon|durchwahl',
  'persons.organisation': 'company|organisation|会社|所属会社|firma|gesellschaft',
  'persons.division': 'department|部署|所属|所属部署|abteilung',
  'persons.languages': 'language|languages|言語|sprache',
  'systems.name':
    'system|system name|application|application name|asset|software|it system|tool|システム名|システム|アプリケーション|データベース名|anwendung|it anwendung|verfahren|logiciel',
  'systems.operator': 'operator|operated by|hosted by|owner|運用会社|運用者|管理会社|betreiber|betrieben von',
  'systems.supplier':
    'vendor|supplier|provider|manufacturer|ベンダー|提供会社|開発会社|anbieter|hersteller|lieferant',
  'systems.stores.country':
    'hosting location|data location|storage location|server location|data centre location|data residency|hosting country|保存場所|保管場所|サーバ所在国|データ保管国|データセンター所在国|speicherort|serverstandort|standort|hostingstandort',
  'systems.reachedFrom.country':
    'access from|remote access|support location|アクセス元|アクセス国|保守拠点|zugriff aus|fernzugriff|supportstandort',
  'systems.data':
    'personal data|data types|data categories|個人データの項目|保有データ|データ項目|datenarten|datenkategorien',
  'systems.activities': 'used for|processing activities|利用業務|verarbeitungstätigkeiten',
  'systems.security': 'security|security measures|安全管理措置|セキュリティ対策|sicherheitsmassnahmen|tom',
  'systems.division': 'department|owner department|所管部署|fachabteilung',
  'activities.id':
    'ref|reference|no|number|record number|id|番号|整理番号|管理番号|台帳番号|nr|lfd nr|laufende nummer|vvt nr|n réf|numéro',
  'activities.name':
    'processing activity|name of processing|activity|process|process name|business process|record name|title|データベース名|個人情報データベース|業務名|取扱業務|処理活動|個人情報ファイルの名称|名称|台帳名|verarbeitungstätigkeit|bezeichnung der verarbeitungstätigkeit|bezeichnung|name der verarbeitung|verfahren|prozess|nom du traitement|traitement|activité|nom de l activité',
  'activities.description':
    'description|description of processing|details|処理の概要|概要|内容|取扱いの内容|beschreibung|beschreibung der verarbeitung|kurzbeschreibung|description du traitement',
  'activities.controllers':
    'controller|data controller|joint controllers|controller name|responsible entity|legal entity|company|管理者|会社|会社名|事業者|取得主体|verantwortlicher|verantwortliche stelle|gemeinsam verantwortliche|gesellschaft|responsable du traitement',
  'activities.processors':
    'processor|processors|data processor|vendors|third party processors|service providers|委託先|委託先名|外部委託先|処理者|auftragsverarbeiter|dienstleister|sous traitants|sous traitant',
  'activities.divisions':
    'department|business function|business unit|division|function|owner department|部署|部署名|所管部署|主管部署|取扱部署|管理部署|abteilung|fachabteilung|fachbereich|organisationseinheit|zuständige abteilung|service',
  'activities.personInCharge':
    'owner|process owner|person in charge|contact person|responsible person|管理責任者|責任者|担当者|個人情報管理者|ansprechpartner|verantwortliche person|zuständig|prozessverantwortlicher',
  'activities.purposes':
    'purpose|purposes|purpose of processing|purposes of processing|processing purpose|利用目的|目的|処理の目的|zweck|zwecke|zweck der verarbeitung|zwecke der verarbeitung|verarbeitungszweck|finalité|finalités|finalité du traitement',
  'activities.categoriesOfProcessing':
    'categories of processing|type of processing|処理の種類|委託業務の内容|kategorien von verarbeitungen|art der verarbeitung',
  'activities.subjects.category':
    'data subjects|categories of data subjects|categories of individuals|data subject categories|individuals|affected persons|本人|本人の類型|本人の種類|対象者|対象者の範囲|データ主体|データ主体の類型|betroffene|betroffene personen|betroffenengruppen|kategorien betroffener personen|personenkategorien|personenkreis|catégories de personnes concernées|personnes concernées',
  'activities.subjects.count':
    'number of data subjects|number of individuals|volume|件数|本人数|人数|保有件数|anzahl betroffener|anzahl der betroffenen|anzahl',
  'activities.subjects.countries':
    'countries of data subjects|location of data subjects|本人の国|本人の所在国|länder der betroffenen',
  'activities.data':
    'personal data|categories of personal data|data categories|types of personal data|data elements|data types|個人データ|個人データの項目|個人情報の項目|取得項目|保有項目|データ項目|項目|datenkategorien|kategorien personenbezogener daten|datenarten|art der daten|personenbezogene daten|catégories de données|données traitées|catégories de données personnelles',
  'activities.source':
    'source|source of data|source of the personal data|data source|取得元|取得方法|入手元|取得先|herkunft|herkunft der daten|datenquelle|source des données',
  'activities.legalBasis':
    'legal basis|lawful basis|legal ground|lawful basis for processing|article 6 lawful basis|法的根拠|根拠法令|適法化根拠|rechtsgrundlage|rechtsgrundlagen|base légale|base juridique',
  'activities.legitimateInterest':
    'legitimate interest|legitimate interests|legitimate interests for the processing|正当な利益|berechtigtes interesse|berechtigte interessen|intérêt légitime',
  'activities.jointArrangement':
    'joint controller arrangement|joint arrangement|arrangement|共同管理の取決め|vereinbarung nach art 26|gemeinsame vereinbarung',
  'activities.recipients.category':
    'recipients|categories of recipients|recipient categories|data recipients|disclosed to|third parties|提供先|第三者提供先|提供先の類型|開示先|受領者|empfänger|empfängerkategorien|kategorien von empfängern|destinataires|catégories de destinataires',
  'activities.recipients.country':
    'third countries|third country transfers|third country|transfers|international transfers|transfer countries|countries of transfer|names of third countries or international organisations|提供先の国|越境移転先|移転先国|外国への提供|外国にある第三者|drittland|drittländer|drittlandübermittlung|drittlandtransfer|übermittlung in drittländer|transferts hors ue|pays',
  'activities.systems':
    'system|systems|it systems|applications|systems used|tools|software|location of personal data|システム|システム名|利用システム|保管システム|it systeme|systeme|anwendungen|eingesetzte software|logiciel|nom du logiciel',
  'activities.retention':
    'retention|retention period|retention schedule|storage period|time limits for erasure|erasure period|deletion|保存期間|保管期間|保有期間|廃棄時期|speicherdauer|löschfrist|löschfristen|aufbewahrungsfrist|aufbewahrungsdauer|regelfristen für die löschung|durée de conservation|durées de conservation',
  'activities.retentionCriterion':
    'retention criteria|criteria for retention|保存期間の基準|kriterien für die speicherdauer|critères de conservation',
  'activities.security':
    'security|security measures|technical and organisational measures|general description of technical and organisational security measures|tom|toms|安全管理措置|安全管理|セキュリティ対策|保護措置|技術的組織的安全管理措置|technische und organisatorische massnahmen|sicherheitsmassnahmen|mesures de sécurité',
  'activities.automatedDecisions':
    'automated decision making|automated decisions|自動化された意思決定|automatisierte entscheidungsfindung|automatisierte entscheidung|décision automatisée',
  'activities.profiling': 'profiling|プロファイリング|profilage',
  'activities.specificPersonalInformation': 'my number|マイナンバー|特定個人情報|個人番号|マイナンバーの有無',
  'activities.from':
    'start date|start|valid from|date of creation|introduced|取得開始日|開始日|beginn|einführung|datum der einführung|date de création de la fiche',
  'activities.until': 'end date|valid until|終了日|ende|ausserbetriebnahme',
  'activities.jointUse.users': '共同利用者の範囲|共同利用する者の範囲|共同利用|joint users',
  'activities.jointUse.manager': '共同利用の管理責任者|joint use manager',
  'flows.activity': 'activity|processing activity|業務|業務名|verarbeitungstätigkeit|verarbeitung',
  'flows.from':
    'sender|from|exporter|data exporter|source company|sending entity|移転元|提供元|送信元|輸出者|absender|von|datenexporteur|exporteur|übermittler',
  'flows.to':
    'recipient|to|importer|data importer|receiver|receiving entity|destination|移転先|提供先|送信先|受領者|輸入者|empfänger|an|datenimporteur|importeur',
  'flows.fromRole':
    'exporter role|sender role|role of exporter|移転元の役割|rolle des exporteurs|rolle absender',
  'flows.toRole':
    'importer role|recipient role|role of importer|移転先の役割|rolle des importeurs|rolle empfänger',
  'flows.mode':
    'mode|transfer method|type of transfer|access type|移転方法|提供方法|art der übermittlung|übermittlungsart',
  'flows.at':
    'country|destination country|recipient country|country of import|third country|移転先国|提供先の国|受領国|zielland|empfängerland|drittland|land',
  'flows.tools':
    'transfer tool|transfer mechanism|safeguard|safeguards|legal mechanism|contract|移転の根拠|移転ツール|契約|übermittlungsinstrument|garantien|transferinstrument|vertrag',
  'flows.since': 'start date|since|transfer start|開始日|移転開始日|beginn|seit',
  'flows.until': 'end date|until|終了日|ende|bis',
  'flows.systems': 'system|systems|システム|systeme',
  'instruments.name':
    'contract name|agreement|title|document|契約名|件名|文書名|vertrag|vertragsname|bezeichnung',
  'instruments.kind':
    'type|contract type|kind|type of agreement|instrument|契約種別|種類|vertragsart|vertragstyp|art des vertrags',
  'instruments.parties':
    'parties|contracting parties|counterparties|当事者|契約当事者|契約先|parteien|vertragsparteien|vertragspartner',
  'instruments.exporters': 'exporter|data exporter|輸出者|exporteur|datenexporteur',
  'instruments.importers': 'importer|data importer|輸入者|importeur|datenimporteur',
  'instruments.from':
    'date|signed on|signature date|effective date|start date|締結日|契約日|開始日|unterzeichnet am|vertragsbeginn|datum',
  'instruments.until':
    'expiry|expires|end date|termination date|有効期限|契約終了日|終了日|ablauf|vertragsende|laufzeit bis',
  'instruments.modules': 'module|modules|モジュール|modul|module',
  'assessments.name': 'assessment|title|評価名|titel',
  'assessments.country': 'country|assessed country|third country|対象国|国|land|drittland',
  'assessments.instrument': 'contract|instrument|契約|対象契約|vertrag',
  'assessments.on': 'date|assessed on|date of assessment|評価日|実施日|datum|bewertet am|durchgeführt am',
  'assessments.result': 'result|outcome|conclusion|結果|評価結果|ergebnis',
  'assessments.measures':
    'supplementary measures|measures|追加的措置|補完的措置|zusätzliche massnahmen|massnahmen',
  'contractors.organisation':
    'processor|contractor|vendor|supplier|service provider|sub processor|subprocessor|委託先|委託先名|再委託先|業者名|会社名|auftragsverarbeiter|dienstleister|auftragnehmer|unterauftragnehmer|sous traitant',
  'contractors.engagedBy': 'engaged by|customer|controller|委託元|発注元|auftraggeber|beauftragt von',
  'contractors.under': 'main contractor|prime contractor|parent contract|元請|一次委託先|hauptauftragnehmer',
  'contractors.service':
    'service|services|subject matter|description of service|委託業務|委託内容|業務内容|leistung|gegenstand|gegenstand des auftrags|dienstleistung',
  'contractors.countries':
    'country|location of processing|countries of processing|所在国|処理国|取扱国|land|verarbeitungsort|ort der verarbeitung',
  'contractors.contract':
    'contract|dpa|data processing agreement|契約|委託契約|avv|av vertrag|auftragsverarbeitungsvertrag',
  'contractors.selectedOn': 'selected on|due diligence date|選定日|auswahldatum|ausgewählt am',
  'contractors.auditedOn':
    'last audit|audited on|audit date|監査日|点検日|最終監査日|letzte prüfung|geprüft am|auditdatum',
  'contractors.from': 'contract start|start date|開始日|契約開始日|vertragsbeginn',
  'contractors.until': 'contract end|end date|終了日|契約終了日|vertragsende',
  '*.note':
    'note|notes|remark|remarks|comment|comments|備考|コメント|摘要|bemerkung|bemerkungen|anmerkung|anmerkungen|hinweis|remarque|commentaire',
};

/** What a sheet of such records is called by others. */
const SHEET_NAMES: Readonly<Record<RecordNoun, string>> = {
  organisations:
    'organisations|organizations|companies|legal entities|vendors|会社一覧|組織|グループ会社|取引先|gesellschaften|unternehmen|firmen|organismes',
  divisions: 'departments|divisions|部署|部署一覧|abteilungen',
  persons: 'persons|people|contacts|担当者|担当者一覧|ansprechpartner|kontakte',
  systems:
    'systems|applications|assets|it systems|システム|システム一覧|情報資産|systeme|anwendungen|it systeme',
  activities:
    'activities|processing activities|ropa|record of processing|records of processing|register of processing|個人情報管理台帳|個人情報台帳|取扱業務|業務一覧|処理活動|verarbeitungstätigkeiten|verarbeitungsverzeichnis|verzeichnis von verarbeitungstätigkeiten|vvt|registre des traitements|liste des traitements',
  flows:
    'flows|data flows|transfers|data transfers|データフロー|移転|越境移転|datenflüsse|übermittlungen|transfers',
  instruments: 'contracts|agreements|instruments|sccs|契約|契約一覧|verträge|vertragsübersicht',
  assessments: 'assessments|tia|transfer impact assessments|評価|移転影響評価|bewertungen',
  contractors:
    'contractors|processors|sub processors|subprocessors|委託先|委託先一覧|委託先管理台帳|再委託先|auftragsverarbeiter|dienstleister|auftragnehmer|unterauftragnehmer|sous traitants',
};

const cache = new Map<RecordNoun, readonly ForeignField[]>();

/** The places of a noun that a column can fill. */
export function foreignFields(noun: RecordNoun): readonly ForeignField[] {
  const known = cache.get(noun);
  if (known !== undefined) return known;
  const sheet = sheetOf(noun);
  const fields: ForeignField[] = sheet.columns.map((column) => ({
    path: column.path,
    column,
    names: namesOf(noun, column.path, column),
  }));
  for (const part of sheet.parts) {
    if (part.is !== 'list') continue;
    for (const column of part.columns) {
      const path = `${part.path}.${column.path}`;
      const label = LANGUAGES.map((language) => `${part.label[language]} ${column.label[language]}`).join(
        '|',
      );
      const first = column === part.columns[0] ? `|${Object.values(part.label).join('|')}` : '';
      fields.push({
        path,
        column,
        part,
        names: plainNames(`${label}${first}|${NAMES[`${noun}.${path}`] ?? ''}`),
      });
    }
  }
  cache.set(noun, fields);
  return fields;
}

export function foreignField(noun: RecordNoun, path: string): ForeignField | undefined {
  return foreignFields(noun).find((field) => field.path === path);
}

function namesOf(noun: RecordNoun, path: string, column: SheetColumn): string[] {
  const labels = LANGUAGES.map((language) => column.label[language]).join('|');
  const shared = NAMES[`*.${path}`] ?? '';
  return plainNames(`${labels}|${shared}|${NAMES[`${noun}.${path}`] ?? ''}`);
}

function plainNames(names: string): string[] {
  return [...new Set(names.split('|').map(plainHeading))].filter((name) => name !== '');
}

/** Nouns with what their sheets are called. */
export function namesOfSheets(): readonly (readonly [RecordNoun, readonly string[]])[] {
  return RECORD_NOUNS.map((noun) => [
    noun,
    plainNames(`${SHEET_NAMES[noun]}|${Object.values(sheetOf(noun).label).join('|')}`),
  ]);
}
