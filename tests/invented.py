"""A framework that is none, in eleven languages: what the pages of tests/data/pages/layouts say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A skill, two levels' worth of texts and the words around them; ``names`` are the seven titles of the levels.

    ``labels`` are words that no file of labels has: what is written there is invented, and found by its place.
    """

    name: str
    description: tuple[str, str]
    guidance: tuple[str, str, str, str, str]  # a sentence, an item, an item below it, an item, a sentence
    notes: tuple[str, str, str, str, str, str]  # lower, higher; developing; below lower a lead-in, an item; higher
    names: tuple[str, str, str, str, str, str, str]
    essence: str  # with the level's title for {}
    texts: tuple[str, str]
    labels: dict[str, str]


WORDS = {
    "en": Words(
        "Kite flying",
        ("Keeping kites in the air.", "In any wind."),
        (
            "A kite answers the wind.",
            "Watch the tail",
            "its colour does not matter",
            "Mind the line",
            "Ask when in doubt.",
        ),
        (
            "Nobody starts there.",
            "From there on others fly.",
            "One wind at a time.",
            "Begin so:",
            "Hold the reel.",
            "Teach.",
        ),
        ("Watch", "Help", "Fly", "Enable", "Advise", "Lead", "Inspire"),
        "{} is what is asked for here.",
        ("Holds the line in a light wind.", "Knows when to land."),
        {"banner": "A page in the making", "unobserved": "This skill is not typically observed at these levels."},
    ),
    "pt": Words(
        "Voo de pipas",
        ("Manter pipas no ar.", "Com qualquer vento."),
        ("A pipa responde ao vento.", "Olhe a rabiola", "a cor não importa", "Cuide da linha", "Pergunte na dúvida."),
        (
            "Ninguém começa ali.",
            "Dali em diante outros voam.",
            "Um vento por vez.",
            "Comece assim:",
            "Segure o carretel.",
            "Ensine.",
        ),
        ("Observa", "Auxilia", "Voa", "Possibilita", "Aconselha", "Lidera", "Inspira"),
        "{} é o que se pede aqui.",
        ("Segura a linha com vento fraco.", "Sabe quando descer."),
        {"unobserved": "Esta habilidade não é normalmente observada nestes níveis."},
    ),
    "es": Words(
        "Vuelo de cometas",
        ("Mantener cometas en el aire.", "Con cualquier viento."),
        ("La cometa responde al viento.", "Mire la cola", "el color no importa", "Cuide el hilo", "Pregunte si duda."),
        (
            "Nadie empieza ahí.",
            "Desde ahí vuelan otros.",
            "Un viento cada vez.",
            "Empiece así:",
            "Sujete el carrete.",
            "Enseñe.",
        ),
        ("Observa", "Ayuda", "Vuela", "Facilita", "Aconseja", "Dirige", "Inspira"),
        "{} es lo que se pide aquí.",
        ("Sujeta el hilo con viento suave.", "Sabe cuándo bajar."),
        {
            "levels": "Niveles de esta cometa",
            "understanding": "Entender los niveles de esta cometa",
            "developing": "Crecer con esta cometa",
            "higher": "Donde los niveles altos faltan...",
            "show_hide": "Ver/no ver lo demás.",
            "unobserved": "No se observa en estos niveles.",
        },
    ),
    "de": Words(
        "Drachensteigen",
        ("Drachen in der Luft halten.", "Bei jedem Wind."),
        (
            "Ein Drachen folgt dem Wind.",
            "Auf den Schwanz achten",
            "die Farbe ist gleich",
            "Die Schnur halten",
            "Im Zweifel fragen.",
        ),
        (
            "Dort beginnt niemand.",
            "Von da an fliegen andere.",
            "Ein Wind nach dem anderen.",
            "So beginnen:",
            "Die Spule halten.",
            "Lehren.",
        ),
        ("Zusehen", "Helfen", "Fliegen", "Ermöglichen", "Beraten", "Leiten", "Begeistern"),
        "{} wird hier verlangt.",
        ("Hält die Schnur bei leichtem Wind.", "Weiß, wann zu landen ist."),
        {
            "developing": "Mit Drachen wachsen",
            "higher": "Wo höhere Ebenen fehlen...",
            "show_hide": "Weiteres ein-/ausblenden.",
            "unobserved": "Auf diesen Ebenen selten zu sehen.",
        },
    ),
    "fr": Words(
        "Vol de cerfs-volants",
        ("Tenir des cerfs-volants en l’air.", "Par tous les vents."),
        (
            "Il répond au vent.",
            "Regardez la queue",
            "la couleur importe peu",
            "Tenez le fil",
            "Demandez en cas de doute.",
        ),
        (
            "Nul n’y commence.",
            "Au-delà, d’autres volent.",
            "Un vent à la fois.",
            "Commencez ainsi :",
            "Tenez la bobine.",
            "Enseignez.",
        ),
        ("Observer", "Aider", "Voler", "Permettre", "Conseiller", "Diriger", "Inspirer"),
        "{} est demandé ici.",
        ("Tient le fil par vent faible.", "Sait quand descendre."),
        {
            "banner": "Une traduction à l’essai",
            "show_hide": "Voir/cacher le reste.",
            "unobserved": "Rarement vue à ces niveaux.",
        },
    ),
    "it": Words(
        "Volo di aquiloni",
        ("Tenere aquiloni in aria.", "Con ogni vento."),
        (
            "L’aquilone risponde al vento.",
            "Guardare la coda",
            "il colore non conta",
            "Curare il filo",
            "Chiedere in caso di dubbio.",
        ),
        (
            "Lì nessuno comincia.",
            "Da lì volano altri.",
            "Un vento alla volta.",
            "Cominciare così:",
            "Reggere il rocchetto.",
            "Insegnare.",
        ),
        ("Osserva", "Aiuta", "Vola", "Abilita", "Consiglia", "Guida", "Ispira"),
        "{} è ciò che si chiede qui.",
        ("Regge il filo con vento debole.", "Sa quando scendere."),
        {
            "understanding": "Capire i livelli di questo aquilone",
            "lower": "Dove mancano i livelli bassi...",
            "higher": "Dove mancano i livelli alti...",
            "developing": "Crescere con gli aquiloni",
            "show_hide": "Mostra/nascondi il resto.",
            "unobserved": "Di rado vista a questi livelli.",
        },
    ),
    "pl": Words(
        "Puszczanie latawców",
        ("Utrzymywanie latawców w powietrzu.", "Przy każdym wietrze."),
        (
            "Latawiec słucha wiatru.",
            "Patrz na ogon",
            "kolor jest bez znaczenia",
            "Pilnuj linki",
            "Pytaj w razie wątpliwości.",
        ),
        (
            "Nikt tam nie zaczyna.",
            "Dalej latają inni.",
            "Jeden wiatr naraz.",
            "Zacznij tak:",
            "Trzymaj szpulę.",
            "Ucz.",
        ),
        ("Obserwuje", "Pomaga", "Lata", "Umożliwia", "Doradza", "Prowadzi", "Inspiruje"),
        "{} jest tu wymagane.",
        ("Trzyma linkę przy słabym wietrze.", "Wie, kiedy lądować."),
        {
            "levels": "Poziomy tego latawca",
            "understanding": "Rozumienie poziomów latawca",
            "lower": "Gdzie brak niższych poziomów...",
            "higher": "Gdzie brak wyższych poziomów...",
            "developing": "Rozwój z latawcem",
            "show_hide": "Pokaż/ukryj resztę.",
            "unobserved": "Rzadko spotykana na tych poziomach.",
        },
    ),
    "ja": Words(
        "凧揚げ",
        ("凧を空に保つ。", "どんな風でも。"),
        ("凧は風に従う。", "尾を見る", "色は問わない", "糸に気をつける", "迷ったら尋ねる。"),
        (
            "そこから始める人はいない。",
            "その先は他の人が揚げる。",
            "風は一つずつ。",
            "次のように始める:",
            "糸巻きを持つ。",
            "教える。",
        ),
        ("見る", "助ける", "揚げる", "可能にする", "助言する", "率いる", "鼓舞する"),
        "{}ことがここで求められる。",
        ("弱い風で糸を持つ。", "降ろす時を知る。"),
        {
            "higher": "上位がない場合...",
            "developing": "凧と共に育つ",
            "show_hide": "残りを表示/非表示。",
            "unobserved": "これらでは見られない。",
        },
    ),
    "zh": Words(
        "放风筝",
        ("让风筝留在空中。", "任何风都行。"),
        ("风筝听从风。", "看尾巴", "颜色不重要", "当心线", "有疑问就问。"),
        ("没有人从那里开始。", "此后由别人放。", "一次一种风。", "这样开始:", "拿住线轴。", "教别人。"),
        ("观看", "帮助", "放飞", "促成", "建议", "领导", "激励"),
        "这里要求{}。",
        ("在微风中拿住线。", "知道何时收线。"),
        {"unobserved": "在这些级别少见。"},
    ),
    "ar": Words(
        "تطيير الطائرات الورقية",
        ("إبقاء الطائرات الورقية في الهواء.", "في كل ريح."),
        ("الطائرة تتبع الريح.", "راقب الذيل", "اللون لا يهم", "احرس الخيط", "اسأل عند الشك."),
        ("لا أحد يبدأ هناك.", "بعد ذلك يطير غيرك.", "ريح واحدة كل مرة.", "ابدأ هكذا:", "أمسك البكرة.", "علّم."),
        ("يراقب", "يساعد", "يطير", "يمكّن", "ينصح", "يقود", "يلهم"),
        "{} هو المطلوب هنا.",
        ("يمسك الخيط في ريح خفيفة.", "يعرف متى يهبط."),
        {
            "understanding": "فهم مستويات هذه الطائرة",
            "lower": "حيث تغيب المستويات الدنيا...",
            "higher": "حيث تغيب المستويات العليا...",
            "developing": "النمو مع الطائرة",
            "show_hide": "إظهار/إخفاء البقية.",
            "unobserved": "نادرة في هذه المستويات.",
        },
    ),
}
WORDS["fr-CA"] = WORDS["fr"]
