"""Where a text names a person: behind a label, before a bracket, beside a phone.

Han text has no word breaks, so a name is a surname and one or two characters at a
place where names stand. In doubt a character too many is masked, not one too few.
Every pattern begins with one set of characters: that is what makes searching cheap.
"""

from __future__ import annotations

import re
from typing import Final

_RARE: Final = (
    r"\u2e80-\u2fff\u3005-\u3007\u31c0-\u31ef\u3400-\u4dbf\u9fa6-\u9fff"
    r"\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Han characters beyond everyday ones: extensions, compatibility forms, radicals, a
description instead of a character, the private use of GBK. They stand in names more
than anywhere else."""
_HAN: Final = rf"[\u4e00-\u9fa5{_RARE}〓□]"
"""Also what stands for a character that a system cannot write."""
_DOTS: Final = "·•・･‧∙⋅˙᛫ㆍ⸱"
"""What people write between the parts of a name that is not of Han people."""
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛"
    "郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左"
    "柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶"
    "解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    "卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀郁南班储原栗燕楚鄢"
    "劳谌奚皮粟冼蔺楼盘闻厉伊仝区郜阚花权帅屠朴练廉祖漆丰支卿狄平计索宣晋初门云容敬扈晁芮普阙浦戈"
    "伏鹿薄邸雍辜羊乌裘亓修邰赫杭况宿鲜印逯隆茹银亢嵇湛宾戎勾茅居尉冶束幸植由甫狐辕木徒孤"
    f"{_RARE}"
)
_COMPOUND: Final = (
    "欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫"
    "|尉迟|公孙|慕容|长孙|宇文|令狐|轩辕"
)
# Labels by their last two characters: 当事人 and 肇事人 both end in 事人.
_LABEL_ENDS: Final = (
    "姓名|名字|名叫|事人|系人|警人|案人|报人|诉人|请人|访人|电人|映人|助人|害人|伤人|疑人|驶人"
    "|租人|责人|任人|办人|护人|证人|表人|法人|伤者|死者|患者|逝者|事者|击者|驶员|解员|格员|司机"
    "|车主|户主|房东|房主|租客|租户|业主|原告|被告|甲方|乙方|民警|辅警|家属|村民|居民|市民|群众"
    "|男子|女子|老人|店主|老板|员工|职工|工人|学生|教师|老师|医生|护士|邻居|丈夫|妻子|儿子|女儿"
    "|父亲|母亲|书记|主任"
)
_LAST_OF_LABEL: Final = "人名字叫者员机主东客户告方警属民众子板工生师士居夫儿亲记任"
# What begins like a surname but is no name when it stands right behind a label.
_NO_NAMES: Final = (
    "[于向时从有经及全应常安平都党双简水成连路支管单公计解方明关门居信商原木](?!某)"
    "|马上|高度|高[空声]|何[时处人种事地]|许[可多]|任[何意务]|金[额钱]|石头|夏季|白[天色]"
    "|万[元余人]|钱[款财物包]|严[重厉格]|江边|田[地间里]|林[地权]|黄色|程[序度]|付[款清给]"
    "|余[款额下]|曾[经因于多在与被]|谢绝|周[边围末]|孙[子女]|胡[乱闹]|郑重|顾[虑客问]"
    "|陈[述情]|张贴|包[括含裹围工]|左[右侧边]|宣[布称传]|施[工救]|房[屋产内前子东主]|车[辆祸内上主]"
    "|花费|农[田民药作户机]|司机|林农|卫生|初步|边|费用|查[看询]|武[力装]|温度|康复|游[客玩泳]|楼[下上道梯内里外前后]"
    "|劳[动资务]|区|索[要赔]|银行|由|师|沙|迟|易|古"
)
_NOT_GIVEN: Final = "与和及跟同等因被把将在对称说报系为是到给让就其已未的了"
_PART: Final = rf"(?:(?![{_NOT_GIVEN}来反向从去]){_HAN}){{1,7}}"
_DOTTED: Final = rf"{_PART}(?:[{_DOTS}]{_PART}){{1,4}}"
_NAME: Final = (
    rf"(?:{_DOTTED}|(?:{_COMPOUND}|[{_SURNAMES}])(?![{_NOT_GIVEN}]){_HAN}"
    rf"(?:(?![{_NOT_GIVEN}向从去来]){_HAN})?)"
)
_BARE_NAME: Final = rf"(?!{_NO_NAMES}){_NAME}"
_ANY_NAME: Final = (
    rf"{_HAN}{{1,7}}(?:\s?[{_DOTS}．.]\s?{_HAN}{{1,7}}){{1,4}}"
    rf"|(?![已暂无未双均现正不待]){_HAN}{{2,4}}(?!{_HAN}|\*)"
    r"|[A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z'\-]+){0,3}"
)
_MASKED: Final = rf"{_HAN}\*\*"
_COLON: Final = r"[\"'”]?\s{0,3}[:：=]\s{0,3}[\"'“「]?"
_LINK: Final = r"(?:为|是|叫|姓名)?[\s（(]?"
_AND: Final = r"\s?(?:[、,，/]|以及|与|和|及|跟)\s?"
_ENGLISH: Final = r"(?:(?<=[Nn]ame)|(?<=ontact)|(?<=aller)|(?<=porter))"
_IN_BRACKET: Final = (
    r"\s?(?:[男女]|身份证|公民身份|证件|联系|电话|手机"
    r"|\d{2,3}岁|\d{4}年|\d{15}|1[3-9]\d)"
)
_BEHIND_COMMA: Final = r"\s?(?:[男女](?=[，,、。；;）)\s])|身份证|公民身份)"
_BEFORE_PHONE: Final = (
    r"[\s:：，,]{0,3}(?:联系|手机)?(?:电话|手机)?[\s:：]{0,2}(?:\+?86)?[\s\-]?"
    r"1[3-9]\d[\d*]"
)

_LABEL: Final = (
    rf"(?=[:：=\"'”\s为是叫姓（({_SURNAMES}])(?<={_LABEL_ENDS})"
    rf"(?!(?:[为是叫]|姓名)?[\s:：=（(\"'“”]{{0,3}}{_MASKED})"
)
_CONTEXT: Final = (
    r"(?:\s?[男女身公](?<!\*\*..)|(?<=[（(])\s?(?:[证联电手]|\d\d)"
    r"|(?<=先生|女士|同志)(?<!\*\*..)|(?<=[etr][:：=])|(?<=[etr][\"'”\s][:：=]))"
)

_PHONE_HINT: Final = re.compile(r"1[3-9]\d[\d*]")
_LABELLED: Final = re.compile(
    rf"([{_LAST_OF_LABEL}etr](?:(?<={_LABEL_ENDS})|{_ENGLISH}){_COLON})"
    rf"({_MASKED}|{_ANY_NAME}|{_NAME})((?:{_AND}{_NAME})*)"
)
_BEHIND_LABEL: Final = re.compile(
    rf"([{_LAST_OF_LABEL}](?<={_LABEL_ENDS}){_LINK})"
    rf"({_MASKED}|{_BARE_NAME})((?:{_AND}{_BARE_NAME})*)"
)
_IN_CONTEXT: Final = re.compile(
    rf"(?:{_DOTTED}|[{_SURNAMES}]{_HAN}{{1,2}})"
    rf"(?=\s?[（(]{_IN_BRACKET}|\s?[，,、]{_BEHIND_COMMA}|{_BEFORE_PHONE}|先生|女士|同志)"
)
# Without any label: at the start of a clause, doing what only people do, or two names
# in dispute. Characters that end place names are no given names here.
_PLACE_ENDS: Final = (
    "店镇村山河城桥湾塘畈冲岭坪庙岗集寨巷湖港口庄街路组社区县市乡院厂矿场站关门"
)
_GIVEN: Final = rf"(?:(?![{_NOT_GIVEN}{_PLACE_ENDS}反来称打诉]){_HAN}){{1,2}}"
_DEEDS: Final = (
    "反映|来电|来访|报警|报案|举报|投诉|求助|上访|信访|称[^号为职心]|自称|殴打|打伤|受伤|死亡|身亡"
    "|驾驶|驾车|骑|酒后|持刀|离婚|家暴|轻生|失联|走失|拖欠|欠"
)
_DISPUTED: Final = (
    "因|发生|之间|打|争|纠|邻|土地|宅基|婚|债|交通|相邻|损害|互殴|吵|冲突"
)
_ALONE: Final = (
    rf"(?<!{_HAN}.){_GIVEN}"
    rf"(?:(?:[与和、诉][{_SURNAMES}]{_GIVEN})+(?={_DISPUTED}|(?!{_HAN}))|(?={_DEEDS}))"
)
HINTS: Final = (
    (_LAST_OF_LABEL, _LABEL),
    (f"（(，,、生士志:：={_DOTS}", rf"(?:{_CONTEXT}|(?<=[{_DOTS}])(?<={_HAN}.){_HAN})"),
    (_SURNAMES, _ALONE),
)
"""What a text must hold to be worth a closer look: one of some characters, and what
must stand around it. A name that is masked already gives no hint."""

_LABEL_HINT, _CONTEXT_HINT, _UNLABELLED = (
    re.compile(f"[{first}]{rest}") for first, rest in HINTS
)

_DOTTED_DEED: Final = re.compile(rf"{_DOTTED}(?={_DEEDS})")
_ONE_NAME: Final = re.compile(_NAME)
_ONE_PERSON: Final = re.compile(rf"[{_SURNAMES}]{_GIVEN}")
_WORD: Final = re.compile(_NO_NAMES)


def mask_name(name: str) -> str:
    """Keep the first character of a name: 王小明 → 王**."""
    return f"{name[0]}**" if name else name


def mask_names(text: str) -> str:
    """Mask every name that stands at a place where names stand."""
    if _LABEL_HINT.search(text) or _CONTEXT_HINT.search(text):
        text = _LABELLED.sub(_mask_labelled, text)
        text = _BEHIND_LABEL.sub(_mask_labelled, text)
        text = _IN_CONTEXT.sub(_mask_match, text)
        text = _DOTTED_DEED.sub(_mask_match, text)
    elif _PHONE_HINT.search(text):
        text = _IN_CONTEXT.sub(_mask_match, text)
    return _UNLABELLED.sub(_mask_persons, text)


def _mask_match(match: re.Match[str]) -> str:
    return mask_name(match[0])


def _mask_labelled(match: re.Match[str]) -> str:
    label, first, others = match.groups()
    return f"{label}{mask_name(first)}{_ONE_NAME.sub(_mask_match, others)}"


def _mask_persons(match: re.Match[str]) -> str:
    return _ONE_PERSON.sub(_mask_unless_word, match[0])


def _mask_unless_word(match: re.Match[str]) -> str:
    return match[0] if _WORD.match(match[0]) else mask_name(match[0])
