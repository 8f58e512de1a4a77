"""Short forms of first names, Russian and English, and the full names that each can stand for."""

from __future__ import annotations

from collections import defaultdict

_RUSSIAN = """
александр: саша шура саня сашка алекс александр алик
александра: саша шура саня аля
алексей: леша леха алеша лешка
алена: алена леночка лена
анастасия: настя ася стася настена
анатолий: толя толик
андрей: андрюша андрюха
анна: аня анюта нюра анечка аннушка
антон: антоша тоша
антонина: тоня тонечка
аркадий: аркаша
артем: тема артемка
артур: артурчик
борис: боря
вадим: вадик
валентин: валя валик
валентина: валя валюша
валерий: валера
валерия: лера валера
варвара: варя
василий: вася
василиса: вася
вера: верочка веруня
вероника: ника вера
виктор: витя витек
виктория: вика викуся
виталий: виталик виталя
владимир: вова володя вовка влад
владислав: влад владик слава
всеволод: сева
вячеслав: слава славик
галина: галя галка галочка
геннадий: гена
георгий: гоша жора гера юра егор
григорий: гриша
дарья: даша дашка дарина
даниил: даня данила данил даниэль
денис: дэн деня
дмитрий: дима митя димон димка
диана: ди
евгений: женя жека
евгения: женя
егор: егорка гоша
екатерина: катя катюша катерина катенька
елена: лена леночка алена
елизавета: лиза лизавета
ефим: фима
зинаида: зина
зоя: зоечка
иван: ваня ванек ванюша
игорь: игорек гоша
илья: илюша илюха
инна: инночка
ирина: ира иришка ириша
кирилл: кир кирюша
константин: костя костик
ксения: ксюша оксана аксинья
лариса: лара
леонид: леня
лидия: лида
лилия: лиля
любовь: люба
людмила: люда люся мила
маргарита: рита марго
марина: мариша
мария: маша маруся машка маня
максим: макс
михаил: миша миха
надежда: надя
наталья: наташа ната наталия
наталия: наташа ната
никита: ник никитос
николай: коля
нина: ниночка
оксана: ксюша ксения
олег: олежка
олеся: леся
ольга: оля олечка олюшка
павел: паша пашка
петр: петя
полина: поля
раиса: рая
роман: рома
руслан: русик
светлана: света лана
семен: сеня сема
сергей: сережа серега серый
софья: соня софия
софия: соня софа
станислав: стас слава
степан: степа
тамара: тома
тарас: тарасик
татьяна: таня танюша тата
тимофей: тима тимоша
тимур: тима
ульяна: уля
федор: федя
филипп: филя
эдуард: эдик
эльвира: эля
юлия: юля юлька юлиана
юрий: юра юрик
яков: яша
ярослав: ярик слава
"""
_ENGLISH = """
alexander: alex al sandy xander
alexandra: alex sandra sandy lexi
albert: al bert
alfred: alf fred
amanda: mandy
andrew: andy drew
angela: angie
anthony: tony
barbara: barb babs
benjamin: ben benny benji
bradley: brad
cameron: cam
caroline: carol carrie
catherine: cathy kate katie cath
katherine: kathy kate katie kath
charles: charlie chuck chas
charlotte: charlie lottie
christina: chris tina christie
christine: chris chrissy tina
christopher: chris kit
cynthia: cindy
daniel: dan danny
david: dave davy
deborah: deb debbie
donald: don donny
dorothy: dot dottie
douglas: doug
edward: ed eddie ted ned
eleanor: ellie nell
elizabeth: liz beth lizzie betty eliza libby bess
emily: em emmy
eugene: gene
florence: flo
frances: fran
francis: frank
frederick: fred freddie
gabriella: gabby ella
gabrielle: gabby
geoffrey: geoff
gerald: gerry jerry
gregory: greg
harold: harry hal
henry: harry hank
isabella: bella izzy
jacob: jake
jacqueline: jackie
james: jim jimmy jamie
jeffrey: jeff
jennifer: jen jenny
jessica: jess jessie
jonathan: jon
john: jack johnny jon
joseph: joe joey
joshua: josh
judith: judy
kenneth: ken kenny
lachlan: lachie
lawrence: larry laurie
leonard: len lenny
leslie: les
louise: lou
lucas: luke
madeline: maddie
madison: maddie
margaret: maggie peggy meg marge
matthew: matt
megan: meg
melissa: mel
michael: mike mick mickey
michelle: shelly
mitchell: mitch
nathan: nate
nathaniel: nate nathan
nicholas: nick nicky nicolas
nicole: nicky
olivia: liv livvy
oliver: ollie
pamela: pam
patricia: pat patty trish
patrick: pat paddy
peter: pete
philip: phil phillip
raymond: ray
rebecca: becky bec
richard: rick dick rich ricky
robert: bob rob bobby robbie
ronald: ron ronnie
samantha: sam
samuel: sam sammy
stephanie: steph
stephen: steve steven
steven: steve
susan: sue susie
suzanne: sue suzie
terence: terry
theodore: ted theo
theresa: terry tess
thomas: tom tommy
timothy: tim timmy
victoria: vicky tori
vincent: vince
william: bill will billy liam
zachary: zac zach zack
"""


def _read(*lists: str) -> dict[str, frozenset[str]]:
    stands_for: defaultdict[str, set[str]] = defaultdict(set)
    for line in (line for listed in lists for line in listed.strip().splitlines()):
        full, _colon, short = line.partition(": ")
        stands_for[full].add(full)
        for form in short.split():
            stands_for[form].add(full)
    return {form: frozenset(full) for form, full in stands_for.items()}


SHORT_NAMES: dict[str, frozenset[str]] = _read(_RUSSIAN, _ENGLISH)
"""Folded form -> the full names it can stand for; two forms of one name share one of them."""
