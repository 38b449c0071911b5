#!/bin/sh
# Cuts the two charts' fonts out of Noto Sans CJK SC (Debian package fonts-noto-cjk).
# Needs python3 with fonttools; run it anywhere: it writes beside itself.
#
#     sh data/fonts/make.sh [FOLDER_OF_THE_TTC] [FOLDER_OF_MORE_TEXT]
#
# Kept: ASCII, Latin-1, GB2312 (6,763 hanzi and its symbols), the hanzi outside it that
# names of places, people and bodies use (list below), punctuation, arrows, mathematical
# signs, geometric shapes, enclosed numbers, full-width forms; and every character of the
# text files in FOLDER_OF_MORE_TEXT, if one is given. No hinting, no kerning, no vertical
# setting, no glyph names: the charts place each glyph by its advance width.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
from=${1:-/usr/share/fonts/opentype/noto}
more=${2:-}
chars=$(mktemp)
trap 'rm -f "$chars"' EXIT

python3 - "$more" > "$chars" <<'PYTHON'
import pathlib, sys

keep = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
for row in range(0xA1, 0xF8):
    for cell in range(0xA1, 0xFF):
        try:
            keep.add(ord(bytes([row, cell]).decode("gb2312")))
        except UnicodeDecodeError:
            pass
ranges = [
    (0x0391, 0x03C9),  # Greek
    (0x2010, 0x2027), (0x2030, 0x205E),  # general punctuation
    (0x2070, 0x209C), (0x20A0, 0x20BF),  # super- and subscripts, currency
    (0x2100, 0x214F), (0x2150, 0x218B),  # letterlike, number forms, Roman numerals
    (0x2190, 0x21FF), (0x2200, 0x22FF),  # arrows, mathematical signs
    (0x2460, 0x24FF),  # enclosed numbers and letters
    (0x2500, 0x257F), (0x2580, 0x259F),  # box drawing, blocks
    (0x25A0, 0x25FF), (0x2600, 0x2667), (0x2713, 0x2718),  # shapes, stars, ticks
    (0x2776, 0x2793),  # dingbat numbers
    (0x2E80, 0x2FD5),  # radicals, which PDF text puts in the place of hanzi
    (0x3000, 0x303F), (0x3105, 0x312F), (0x3220, 0x3243), (0x3280, 0x32B0),
    (0x338E, 0x33D5),  # square units: 毫克, 公里, 平方米
    (0xFE30, 0xFE4F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),
]
for first, last in ranges:
    keep.update(range(first, last + 1))
# Hanzi outside GB2312 met in names of places, people and bodies, in units and in
# documents set in traditional characters.
keep.update(map(ord, """
镕堃喆玥甯翀昇昉昕晗晞晟暐玙玚珺珈珮琇琪琰琨璟瑄瑀瑶璠璐璘瓅祎禛祺祐禔犇骉淼焱垚鑫燚堉培埕堽塬圳坮坭垟垭埗埔堌堍墩
嫄嬿婳婧妤姝姮媖嫣嬅孖孻尛峣峤崀崟嵊嵖嵚嶓巘庹廙弇弢彧徛忞恺惇愔慜懋扆挢捭揆攸敉斝旻昀昃昇昳晖晙晢晤晧晳晴晷暄暕曌曦
杲杺枧枞栩栱桉桠桢梽棪棻椑椋椤楙榀榄榕槃槜樘樟橒欤殳毓毖汭汶沄沅沆沚沣沨沭泂泃泖泗泜洣洢洨洺洸浍浐浔浛浠浡涑涔涘涞涪
淏淓淄淅渌湉湜湦湲湴溇溁溆溱溧溦滆滉滏滘滢滪滹漈漖漯漷潆潏潞潟潢潽澂澉澍澎澧澴濉濂濮濯瀍瀑瀼灏灞炅炆炘炜炟炫炻烔烜烨烺
焓焘焜煊煜煦煴熙熠熳燊燏燚爔爟牂牁珅珉珏珥珣珩珙珽琎琏琚琤琬琯瑆瑔瑛瑜瑞瑢瑨瑭璇璈璋璎璞璩瓒畈畯畲疃皛皞盱眙睢瞿矸矻砀
砗砣砼硂硇碁碇碛碥碶磻礴祃祇祊祧禤稑稞穑窎竑竦笕筜筠箐篁簕粄粿糍紘纮纴绗绹缃缦缧罃翃翙翚翥翯耒聃胗腈舢舯舾艮芃芈芎芑芗
芘芪芫芾苊苋苌苡苣苤茆茌茕茚茛茭茳茺荀荇荏荙荞荠荦荥荨荩莒莙莜莞莨莳菀菁菂菪菰萩葖葳蒗蒟蒯蓁蓢蔸蕤蕲薏薮藠蘅虓虢蚬蛏蜊
袆裒裢觃觜訚诃诂诐诜诠谌谞豇豉赟赣趵跶踅踞轫轵轸辂辎迓迨逄逦遒邕邗邙邛邝邡邰邳邶邺郃郄郇郏郗郜郝郢郧郫郯郾鄄鄌鄞鄢鄣
鄱酃酂酎醴釜钊钋钌钍钐钔钚钤钪钫钬钭钰钲钴钵钷钺钼铂铄铊铌铕铖铟铧铨铪铱铳铷铼锍锎锑锒锗锘锟锶锜镆镉镒镓镔镛镝镠镡镥镧镨镫
镱镲闫闰闵闼阆阊阌阎阗阜阽陂陉陔陟陬隗隰隽雒雯霈霁霂霏靓靖靳鞑鞬韫韪颀颃颋颍颎颙颛飏飗馀馗馥驭驷驸驺骅骈骐骓骖骝骠骥骢鲀
鲃鲅鲇鲈鲍鲎鲏鲐鲔鲖鲚鲛鲟鲠鲩鲭鲮鲲鲳鲴鲶鲷鲸鲻鲼鳄鳅鳇鳉鳊鳌鳎鳏鳐鳔鳕鳖鳗鳙鳚鳜鳝鳟鳡鳢鸢鹇鹓鹮黉黍黟龑龢
個們時會國對來學過發現經動實開關問見長電東車馬風書買賣賈聽說話讀寫請謝應當點還從員費額預決執總計項級標準務業資產財
醫療衛藝術設備購採檔網絡絡線條環護補貼獎勵縣鄉鎮區廳處辦與為無萬億億兩數據類號頁題編報審監檢查結轉餘
瞭祕註佈峯羣蹟讚徵鍊鑪喫昇陞菸塚鬆穀麵餘乾裏裡後幾髮雲滷囉囍
〇丶丿亅亠冂冫勹匚卩厶宀彐彳扌攵氵灬爿犭疒礻糹罒艹衤訁讠豸辶釒钅阝飠饣
"""))
if sys.argv[1]:
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.txt")):
        keep.update(map(ord, path.read_text(encoding="utf-8-sig", errors="ignore")))
keep -= set(range(0x20)) | {0xFEFF, 0x0D}
for code in sorted(keep):
    print(f"U+{code:04X}")
PYTHON

for weight in Regular Bold; do
    # Face 2 of the collection is "Noto Sans CJK SC".
    SOURCE_DATE_EPOCH=0 pyftsubset "$from/NotoSansCJK-$weight.ttc" --font-number=2 \
        --unicodes-file="$chars" --output-file="$here/NotoSansSC-$weight.otf" \
        --no-hinting --layout-features='' --no-glyph-names \
        --drop-tables+=vhea,vmtx,VORG,BASE,GPOS,GSUB,GDEF,DSIG \
        --name-IDs='0,1,2,3,4,5,6,7,13,14,16,17' --name-languages=0x409 \
        --notdef-outline --no-recalc-timestamp
done
ls -l "$here"/*.otf
