//! The words of each class and role.

use super::entry::PlaceKind;
use super::vocabulary::{Class, Role, Side};

/// The words that make something else of the one beside them.
pub(super) const ROLES: &[(Role, &str)] = &[
    (
        Role::Center,
        "centre center zentrum centro центр центра центре центру مركز مرکز merkezi merkez מרכז מתקן",
    ),
    (
        Role::Purpose(PlaceKind::Prison),
        "detention détention rétention detención detenção detenzione haft احتجاز اعتقال توقيف \
         correctional содержания заключения утримання gözaltı כליאה",
    ),
    (
        Role::Purpose(PlaceKind::Facility),
        "aid call command commandement comando commercial communications community conference \
         control cultural data distribution health salud salute santé holding logistics \
         medical médical operations reception recruiting recruitment rehabilitation research \
         shopping sports television trade training entraînement trauma youth إيواء",
    ),
    (Role::Fuel, "oil fuel petroleum petrol diesel"),
    (Role::Power, "power hydroelectric thermal electricity"),
    (Role::Nuclear, "nuclear atomic nucléaire nuklear"),
    (Role::Works, "plant plants station stations"),
    (
        Role::Unit,
        "brigade brigades battalion battalions regiment regiments bataillon régiment brigada batallón \
         regimiento batalhão brigata tugayı taburu alayı لواء كتيبة فوج бригада бригады бригаде бригади \
         бригаді батальон батальона батальоне батальйон батальйону полк полка полку חטיבת גדוד",
    ),
];

/// The words of each class, in the languages of the press and of those who relay it.
///
/// Earlier rows win. Words that often belong to names ("green", "port") are found as part of the
/// longer name first.
pub(super) const VOCABULARY: &[(Class, &str)] = &[
    (
        Class::Near,
        "near nearby close vicinity outskirts outside around adjacent surroundings \
         surrounding perimeter neighbouring neighboring edge next proximity beside alongside \
         opposite away environs près proche proximité alentours autour abords périphérie nahe \
         nähe unweit bei umgebung rand außerhalb neben cerca cercanías alrededores afueras \
         junto próximo próxima proximidades perto arredores vicino vicinanze presso yakın \
         yakınında yakınlarında yakınlarındaki yakınındaki civarı civarında çevresinde dekat \
         sekitar malapit nær nærheten utenfor lângă apropierea apropiere κοντά blisko pobliżu \
         قرب بالقرب قريب قريبة محيط جوار بجوار ضواحي أطراف مشارف نواحي بمحيط نزدیک نزدیکی \
         حومه около возле вблизи недалеко рядом поблизости окрестностях окраине районе під под \
         біля поблизу неподалік околиці околицях ליד סמוך באזור סביב",
    ),
    (
        Class::Side(Side::Northeast),
        "northeast northeastern nordost nordosten nordöstlich noreste nordest nordeste \
         kuzeydoğu nordøst кuzeydoğusu",
    ),
    (
        Class::Side(Side::Northwest),
        "northwest northwestern nordwest nordwesten nordwestlich noroeste nordovest kuzeybatı \
         nordvest",
    ),
    (
        Class::Side(Side::Southeast),
        "southeast southeastern südost südosten südöstlich sureste sudeste güneydoğu sørøst \
         tenggara",
    ),
    (
        Class::Side(Side::Southwest),
        "southwest southwestern südwest südwesten südwestlich suroeste sudoeste güneybatı \
         sørvest",
    ),
    (
        Class::Side(Side::North),
        "north northern northward nord nördlich norden norte septentrional settentrionale \
         kuzey kuzeyi kuzeyinde kuzeyindeki utara nordlige nordre شمال شمالي شمالية شمالا \
         شمالی север северный северной северного северном севере севернее північ північний \
         північної північній півночі північніше צפון צפונית",
    ),
    (
        Class::Side(Side::South),
        "south southern southward sud süd südlich süden sur meridional sul güney güneyi \
         güneyinde güneyindeki selatan sør sørlige جنوب جنوبي جنوبية جنوبا جنوبی юг южный \
         южной южного южном юге южнее південь південний південної південній півдні південніше \
         דרום דרומית",
    ),
    (
        Class::Side(Side::East),
        "east eastern eastward est ost östlich osten este oriental leste oriente orientale \
         doğu doğusu doğusunda doğusundaki øst østlige شرق شرقي شرقية شرقا شرقی восток \
         восточный восточной восточного восточном востоке восточнее схід східний східної \
         східній сході східніше מזרח מזרחית",
    ),
    (
        Class::Side(Side::West),
        "west western westward ouest westlich westen oeste occidental ovest batı batısı \
         batısında batısındaki barat vest vestlige vestul غرب غربي غربية غربا غربی запад \
         западный западной западного западном западе западнее захід західний західної \
         західній заході західніше מערב מערבית",
    ),
    (
        Class::Side(Side::Center),
        "central centre center middle zentral zentrum mitte centrale centro orta وسط \
         центральный центральної центральній центр",
    ),
    (
        Class::Between,
        "between entre zwischen tra antara arasında mellom între بين بین между між בין",
    ),
    (Class::From, "from depuis von desde dari fra من از из от із від з"),
    (Class::To, "to nach até إلى"),
    (
        Class::Toward,
        "towards toward direction vers hacia dirección verso direzione richtung direcția باتجاه نحو \
         صوب سمت направлении сторону напрямку бік",
    ),
    (Class::And, "and y et und e dan ve og och și plus or و та и і"),
    (Class::Off, "off offshore açıkları açıklarında قبالة vor"),
    (
        Class::Coast,
        "coast coastal shore waters coastline côte côtes küste costa sahil pantai kyst سواحل \
         ساحل مياه побережья берегов побережжя large",
    ),
    (
        Class::Of,
        "of de du des d del della dello di da do dos das der den dem s i a la le les el los \
         las l af av din от",
    ),
    (
        Class::In,
        "in at inside within into on en dans à sur im am auf no na nos nas em nel nella pada \
         içinde i på în inom في داخل على ب در в во на у над ב",
    ),
    (
        Class::Unit(1000),
        "km kms kilometer kilometers kilometre kilometres kilomètres kilómetros quilômetros \
         kilometern كيلومتر كيلومترا كيلومترات كم کیلومتر км километров километрах кілометрів \
         χιλιόμετρα kilometra",
    ),
    (Class::Unit(1609), "mile miles mi meilen millas milhas milles ميل أميال ميلا миль"),
    (Class::Unit(1852), "nm nmi nmile"),
    (Class::Unit(1), "meter meters metre metres m mètres metros متر метров метрів"),
    (
        Class::Facility(PlaceKind::Airbase),
        "airbase airfield airstrip luftwaffenstützpunkt luftwaffenbasis fliegerhorst \
         aérodrome аэродром аэродрома аэродроме аеродром аеродрому авиабаза авиабазы авиабазе \
         авіабаза flybase",
    ),
    (
        Class::Facility(PlaceKind::Airport),
        "airport airports aéroport flughafen flughafens aeropuerto aeroporto havaalanı \
         havalimanı bandara lufthavn flyplass aeroportul مطار فرودگاه аэропорт аэропорта \
         аэропорту аэропорте аеропорт аеропорту",
    ),
    (
        Class::Facility(PlaceKind::Base),
        "base bases basis stützpunkt militärstützpunkt militärbasis garrison outpost outposts \
         barracks installation installations cuartel caserne kaserne üssü üssüne pangkalan \
         قاعدة قواعد ثكنة پایگاه база базы базе базу бази בסיס hq headquarters headquarter \
         seat battalion brigade post posts checkpoint position positions مقر مواقع موقع نقطة checkpoints блокпост блокпоста \
         блокпосту казарма казармы казарми حاجز پادگان kışlası kışla",
    ),
    (
        Class::Facility(PlaceKind::Camp),
        "camp camps campement lager campamento acampamento kamp kampı kem معسكر مخيم اردوگاه \
         лагерь лагеря מחנה табір табору таборі",
    ),
    (
        Class::Facility(PlaceKind::Embassy),
        "embassy embassies consulate ambassade konsulat botschaft embajada consulado \
         embaixada ambasciata büyükelçilik büyükelçiliği kedutaan kedubes embahada ambasada \
         سفارة قنصلية سفارت посольство посольства консульство",
    ),
    (
        Class::Facility(PlaceKind::Port),
        "port ports seaport harbour harbor terminal hafen puerto porto limanı pelabuhan havn \
         ميناء مرفأ مرفا порт порта порту נמל بندر",
    ),
    (Class::Facility(PlaceKind::OilField), "oilfield oilfields"),
    (Class::Facility(PlaceKind::OilField), "field fields champ feld campo حقل حقول yatağı sahası"),
    (
        Class::Facility(PlaceKind::OilFacility),
        "refinery refineries raffinerie refinería refinaria rafineri kilang مصفاة مصفى \
         нефтебаза нефтебазы нпз НПЗ нафтобаза нафтобази διυλιστήριο پالایشگاه",
    ),
    (Class::Facility(PlaceKind::GasField), "gasfield gazier"),
    (
        Class::Facility(PlaceKind::PowerPlant),
        "powerplant npp аэс аес тэс тэц ГЭС محطة مفاعل reactor centrale kraftwerk substation substations \
         подстанция подстанции підстанція підстанції نیروگاه",
    ),
    (
        Class::Facility(PlaceKind::Dam),
        "dam barrage staudamm presa سد плотина дамба гребля гес плотины \
         дамбы греблі diga סכר",
    ),
    (
        Class::Facility(PlaceKind::Bridge),
        "bridge bridges pont brücke puente ponte köprüsü jembatan جسر мост моста мосту міст پل \
         גשר",
    ),
    (
        Class::Facility(PlaceKind::Hospital),
        "hospital hospitals hôpital krankenhaus klinik hastanesi sykehus مستشفى مشفى больница \
         больницы госпиталь лікарня лікарні клиника клиники поликлиника больнице \
         больницу госпиталя лікарню clinic clinics clinique hôpitaux ospedale ospedali spital \
         مستشفيات مستوصف بیمارستان درمانگاه חולים",
    ),
    (
        Class::Facility(PlaceKind::Crossing),
        "crossing crossings gate gates grenzübergang معبر منفذ معابر кпп кпвв",
    ),
    (
        Class::Facility(PlaceKind::Facility),
        "facility facilities building buildings house home residence complex compound palace \
         restaurant canteen cafeteria hangar site sites plant plants laboratory tower towers \
         office offices hall townhall courthouse ministry parliament stadium station stations \
         bâtiment immeuble mairie gare edificio edificios edifício torre torres ayuntamiento \
         estación stazione gebäude wohnhaus turm rathaus bahnhof binası kulesi gedung مبنى \
         مباني بناية برج أبراج مجمع منزل منازل قصر محكمة ساختمان ایستگاه здание здания \
         здании зданию дом дома доме башня вокзал вокзала вокзалу мэрия мэрии будинок будинку \
         вежа мерія мерії בניין תחנת",
    ),
    (
        Class::Facility(PlaceKind::School),
        "school schools madrasa madrassa madrasah seminary university universities college \
         kindergarten école écoles lycée université escuela escuelas colegio universidad escola \
         universidade scuola università schule universität okul okulu okulunda medrese medresesi \
         üniversitesi sekolah universitas مدرسة مدارس جامعة كلية دانشگاه школа школы школу \
         школе университет университета університет університету школи школі אוניברסיטת",
    ),
    (
        Class::Facility(PlaceKind::Worship),
        "church churches cathedral cathedrals temple temples synagogue monastery convent \
         shrine église églises cathédrale monastère iglesia catedral monasterio chiesa \
         cattedrale monastero igreja kirche kathedrale kilisesi gereja كنيسة كاتدرائية ضريح \
         کلیسا храм храма храме собор собора соборе церковь церкви монастырь монастыря \
         монастир монастиря церква собору כנסייה",
    ),
    (
        Class::Facility(PlaceKind::Mosque),
        "mosque mosques mosquée mosquées mezquita moschea mesquita moschee cami camii camisi \
         masjid جامع مسجد مساجد حسينية мечеть мечети מסגד",
    ),
    (
        Class::Facility(PlaceKind::Market),
        "market markets marketplace bazaar bazar souk souq marché marchés mercado mercato markt \
         çarşısı pazarı pasar سوق أسواق بازار рынок рынка рынке рынку базар базара ринок ринку שוק",
    ),
    (
        Class::Facility(PlaceKind::Prison),
        "prison prisons jail jails penitentiary pénitencier cárcel prisión prisão carcere \
         prigione gefängnis cezaevi hapishanesi penjara سجن سجون معتقل زندان بازداشتگاه тюрьма \
         тюрьмы тюрьме тюрьму сизо колония колонии колонію колонії вязниця вязниці כלא הכלא",
    ),
    (
        Class::Facility(PlaceKind::Hotel),
        "hotel hotels hôtel hôtels otel oteli فندق هتل отель отеля отеле гостиница гостиницы \
         гостинице готель готелю מלון",
    ),
    (
        Class::Facility(PlaceKind::Depot),
        "depot depots warehouse warehouses arsenal storehouse dépôt dépôts entrepôt entrepôts \
         almacén almacenes depósito magazzino deposito armazém lagerhaus deposu gudang مستودع \
         مستودعات مخزن مخازن склад склада складе складу склады складі",
    ),
    (
        Class::Facility(PlaceKind::Factory),
        "factory factories usine usines fábrica fabbrica fabrik fabrikası pabrik مصنع مصانع معمل \
         کارخانه завод завода заводе заводу заводы заводі фабрика фабрики фабрике מפעל",
    ),
    (
        Class::Level(PlaceKind::Province),
        "province provinces governorate governorates oblast state provinz gouvernement \
         gouvernorat provincia província provinsi eyaleti ili fylke محافظة محافظات ولاية \
         استان область области областью областях областию області краи края krai wilayah \
         wilayat",
    ),
    (
        Class::Level(PlaceKind::City),
        "city cities ville stadt ciudad cidade città şehri kenti kota orașul مدينة شهر город \
         города городе городом місто міста місті capital capitale hauptstadt العاصمة",
    ),
    (
        Class::Level(PlaceKind::Town),
        "town towns village villages settlement settlements kibbutz moshav dorf kasabası köyü \
         desa pueblo vila aldea villaggio landsby بلدة قرية ناحية روستا село села посёлок \
         поселок селище קיבוץ מושב",
    ),
    (
        Class::Level(PlaceKind::District),
        "district districts lga commune cercle woreda hromada okrug subdistrict directorate \
         département raion distrikt distrito ilçesi kawasan قضاء مديرية район района",
    ),
    (
        Class::Level(PlaceKind::Neighborhood),
        "neighborhood neighborhoods neighbourhood neighbourhoods quarter suburb suburbs \
         viertel barrio bairro mahallesi حي أحياء",
    ),
    (
        Class::Level(PlaceKind::Island),
        "island islands isle île insel isla ilha adası pulau جزيرة جزر остров острова острів",
    ),
    (
        Class::Level(PlaceKind::Region),
        "region regions area areas zone countryside territory territories desert valley \
         sector plain highlands peninsula airspace sky skies soil land lands locations location parts \
         part badiya région gebiet zona região regione bölgesi منطقة مناطق ريف بادية صحراء \
         اراضي أراضي أجواء регион территории території provincial",
    ),
    (
        Class::Border,
        "border borders frontier boundary frontière grenze frontera fronteira confine sınırı \
         sınırında perbatasan grense graniţa granitei frontiera حدود حدودي حدودية مرز граница \
         границы границе границей кордон кордону кордоні גבול",
    ),
    (
        Class::Road,
        "road highway motorway route street roads highways way autoroute straße autobahn \
         carretera autopista estrada yolu jalan طريق شارع дорога трасса трассе",
    ),
    (
        Class::Modifier,
        "us usa eua military air army coalition occupation occupied occupational occupying international \
         joint forces force troops oil gas nuclear power hydroelectric naval navy sea mission \
         support patrol training operating forward logistics logistical supply diplomatic \
         american u fortified housing hosting general led allied allies militaire militaires \
         militär militärische aérienne aérien américaine américain militar militares aérea \
         aéreo gasfeld américains internationale internationalen internacional militare \
         militer udara askeri hava amerikan tentera militær luft جوية جوي عسكرية عسكري دولي \
         دولية احتلال محتلة أمريكية أمريكي أميركية أميركي تحالف نفط نفطي نفطية غاز للغاز \
         نووية نووي كهرباء البحرية военная военный военного военной авиационная международный \
         военно військова військовий військового авіаційна міжнародний атомная атомна civil civilian civils civile civiles civili zivil zivile \
         ziviler zivilen sivil regional regionale regionalen régional domestic municipal \
         internationaler internazionale internasional antarabangsa uluslararası مدني مدنية إقليمي \
         محلي المللي гражданский гражданского гражданском международного международном \
         международная региональный цивільний цивільного міжнародного міжнародному міжнародна \
         הבינלאומי נפט חיל \
         האוויר",
    ),
    (
        Class::Part,
        "residential industrial infrastructure infrastructures segment section portion wing \
         entrance résidentiel résidentielle résidentiels résidentielles industriel industrielle \
         residencial residenciales residenziale industriale infraestructura infrastruttura \
         wohngebiet industriegebiet infrastruktur sanayi altyapı سكني سكنية صناعية مسکونی مدخل \
         жилой жилые жилого жилом жилых промышленной промышленная промзона промзоне \
         инфраструктура инфраструктуры инфраструктуре житловий житлового житловому промислова \
         промислової інфраструктура інфраструктури інфраструктурі",
    ),
    (
        Class::Filler,
        "the an some any one two three four five six seven eight nine ten several multiple \
         many its his her their our this that these those other another same largest new old \
         former formerly known called named also about approximately roughly nearly almost \
         just few only located situated which who where is was are were has have had been \
         being by for with against over under above along across through deep depths heart \
         main key vital strategic sensitive important target targets targeted housed hosts \
         host used use side sides stretch number leading unoccupied currently uninhabited \
         deserted isolated void empty somewhere reportedly allegedly local rural urban heavily rich hills hill \
         river bank banks lake situado situada unos localizada aproximadamente situé située \
         environ etwa rund sekira omtrent kira ungefähr примерно приблизно التي الذي هذه هذا \
         حوالي تابعة تابع عدد أحد إحدى",
    ),
];
