"""First names common in the shops' lists; they tell which word of a name is the surname."""

from __future__ import annotations

_RUSSIAN = """
александр алексей анатолий андрей антон аркадий арсений артем артемий артур богдан борис вадим валентин валерий
василий вениамин виктор виталий влад владимир владислав всеволод вячеслав гавриил геннадий георгий герман глеб
григорий давид дамир данил данила даниил демид демьян денис дмитрий евгений егор ефим захар иван игнат игорь
илья иосиф камиль карим кирилл клим константин лев леонид лука макар максим марат марк матвей мирон михаил назар
никита николай олег оскар павел петр платон прохор радик рамиль расул рашид ренат ринат родион роман рустам
руслан савелий семен сергей спартак станислав степан тарас тимофей тимур федор филипп эдуард эльдар эмиль эрик
юлиан юрий яков ян ярослав ада аделина аида алевтина александра алена алина алиса алла альбина амина анастасия
ангелина анжела анжелика анна антонина анфиса арина ася белла валентина валерия варвара василина василиса вера
вероника виктория виолетта виталина влада владислава галина гульнара гузель дарина дарья диана дина ева евгения
екатерина елена елизавета жанна зарина земфира зинаида зоя инга инна ирина ия камилла карина кира клавдия клара
кристина ксения лада лариса лейла лиана лидия лилия лина любовь людмила майя маргарита марианна марина мария
марта мила милана милена мирослава надежда наталья наталия нелли ника нина нонна оксана олеся ольга пелагея
полина раиса регина рената римма роза роксана румия руслана сабина светлана серафима снежана соня софия софья
стефания таисия тамара татьяна ульяна фаина фатима эвелина элина элла эльвира эльмира эмилия эмма юлиана юлия
яна ярослава саша шура леша лёха паша петя вася ваня вова володя витя дима митя женя жора гена гриша гоша игорек
илюша костя коля кеша леня миша никитос рома сережа сева слава стас степа тема толя федя юра яша андрюша антоша
боря вадик валера аня анюта алёна настя ася вика валя варя вероничка галя даша ира катя ксюша лена лера лида
лиза люба люда люся маша марго марьяна надя настена наташа оля полинка рита света соня таня тома тоня уля юля
яна
""".split()
_ENGLISH = """
aaron adam alan albert alex alexander alice amanda amy andrea andrew angela ann anna anne anthony arthur ashley
barbara ben benjamin beth betty bill bob brandon brenda brian bruce carl carol caroline catherine charles
charlotte chris christina christine christopher cynthia dan daniel david deborah debra dennis diana diane donald
donna dorothy douglas edward elizabeth ellen emily emma eric ethan eugene evelyn frances frank fred gary george
gerald gloria grace greg gregory hannah harold harry heather helen henry howard isabella jack jacob jacqueline
james jane janet janice jason jean jeff jeffrey jennifer jeremy jerry jessica jim joan joe john jonathan jordan
jose joseph joshua joyce juan judith judy julia julie justin karen katherine kathleen kathryn keith kelly ken
kenneth kevin kim kimberly kyle larry laura lauren lawrence linda lisa logan louis lucas lucy madison margaret
maria marie marilyn mark martha martin mary matt matthew megan melissa michael michelle mike nancy natalie
nathan nicholas nicole noah olivia pamela patricia patrick paul peter philip rachel ralph randy raymond rebecca
richard robert roger ronald rose roy russell ruth ryan samantha samuel sandra sara sarah scott sean sharon
shirley simon sophia stephanie stephen steve steven susan teresa theresa thomas tim timothy tom tyler victoria
vincent virginia walter wayne william zachary
""".split()

FIRST_NAMES: frozenset[str] = frozenset(name.replace("ё", "е") for name in _RUSSIAN + _ENGLISH)
"""Folded: lower case, е for ё."""
