"""What rules of grammar cannot know: stress, foreign origin, halves that never decline. Short lists in lower case.

After Калакуцкая («Фамилии. Имена. Отчества») and Зализняк («Грамматический словарь»).
"""

from __future__ import annotations

from .wordlist import words

# French and other stressed -а, -я: the ending belongs to the stem.
FOREIGN_A = words("дюма дега петипа тома люка гамарра золя труайя бурбонна варда гурцкая шенгелая деррида")
# First halves of double surnames that never decline: they are no surnames by themselves.
FIXED_FIRST = words(
    "бонч тер тян грум кара мак сан нор дер тюр ван фон дон аль эль ибн бен бар абу мелик миклухо сухово дю ла "
    "ле де ди сент сен шах бек кюн мир хан ак кок пан тау ин тор дос да дель мер кул эс ас ад аш ар ат эш "
    "туган сквозник тулуз остен демут корвин деген кос гаджи мамед ага хаджи бей гей святополк"
)
# Particles stay where a surname follows them.
PARTICLES = words(
    "де ди да дю дель дела делла ла ле лос лас ван фон цу дер ден бен ибн аль эль бин эд и оф тер дос дас мак сен "
    "сент сан санта абу бар унд ульд"
)
# Ukrainian and Belarusian nouns in -ина: «Щербина» is no feminine of «Щербин».
NOUNS_INA = words(
    "щербина калина малина смородина тычина рябина дружина хворостина година скотина людина лещина скорина дзюбина "
    "перина былина картина вершина осина паутина корзина"
)
# -ой, -ая with the stress on the ending after ж, ш: «Чужой» of «Чужая».
STRESSED_OJ = words("чуж больш меньш")
# Possessives that the dictionary lacks: «Козлий – Козльего».
SOFT_POSSESSIVES = words("козлий орлий сорочий бычий")
# Nouns in -ий after к, ч, ж, ш, щ, н: «Топчий – Топчия».
NOUNS_IJ = words("топчий коржий гений бокий")
# English, German and French surnames in -ин, -ов: «Дарвином», not «Дарвиным».
FOREIGN_IN = words(
    "дарвин чаплин грин франклин болдуин кронин рёскин рескин бегин берлин шеридин маклафлин лафлин "
    "ламартин гриффин коллин гершвин годвин гудвин коклин джоплин хэмлин макмиллин лафонтин жакмин валантин росселин даррин бюлов вирхов флотов "
    "расин гедин гуцков гутцков вильбов"
)
# Both usages are met: «Рубином» and «Рубиным».
WAVERING_IN = words("русин турчин сербин рубин рабин северянин азарин павлин мартин колин робин остин регин бенин")
# The stress falls on the ending: «Деркачом», «Кнышом»; common nouns of the dictionary need no line here.
STRESSED_SIBILANT = words(
    "деркач сохач косач бугач пугач головач лобач губач рогач ковтач кныш черныш драч гарач кислач хмыч хрущ "
    "трач глущ гладыш голыш басач копач кабач щербач лихач долбич гогач лисач ёж еж"
)
# Patronymics, and surnames made of them, with the stress on the last syllable.
STRESSED_ICH = words("ильич кузьмич козьмич лукич фомич")
# The stress falls on the stem: «Лукачем», «Томашем».
UNSTRESSED_SIBILANT = words(
    "лукач такач томаш фаркаш габриш мартош бартош буш рауш янош милош матеуш тадеуш бенеш линч финч брич кортеж "
    "джойс уолш уэлш кэш нэш келдыш дейч"
)
WAVERING_SIBILANT = words("ковач барабаш кардаш")
STRESSED_SHA = words("ганжа гаджа паламаржа алча")
UNSTRESSED_SHA = words("кваша лакоша навоша хижа")
# The vowel of foreign -ец, -ек, -ок stays.
KEPT_VOWEL = words("хейфец гейфец штирлец")
# -ов of one syllable that is Russian all the same.
SHORT_OV = words("львов ржов")
