//! Who is who: what is joined and over which evidence, what is left apart, what a name says of place,
//! level and kind, what the register may say, and what hostile names cost.

use jixiao::tables::DataFrame;
use jixiao::tables::cells::{texts, years};
use jixiao::tables::units::{Body, Mention, Register, Who};
use jixiao::values::Lang;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;

/// File, year, unit, department.
type Said<'a> = (&'a str, i32, &'a str, &'a str);

fn mention((file, year, unit, department): Said) -> Mention {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Mention { file: file.into(), year: Some(year), unit: text(unit), department: text(department), rows: 1 }
}

fn register(text: &str) -> Register {
    Register::new(&[("own.toml".into(), text.into())]).unwrap()
}

fn who(said: &[Said]) -> Who {
    Who::of(&said.iter().map(|said| mention(*said)).collect::<Vec<_>>(), &register(""))
}

fn unit<'a>(who: &'a Who, (file, year, unit, department): Said) -> &'a str {
    let department = Some(department).filter(|text| !text.is_empty());
    &who.unit(file, Some(year), unit, department).unwrap_or_else(|| panic!("{unit} in {file}")).unit
}

/// The canonical units of what is said, in its order.
fn canonical(said: &[Said]) -> Vec<String> {
    let who = who(said);
    said.iter().map(|said| unit(&who, *said).to_owned()).collect()
}

fn body(name: &str, department: &str) -> Body {
    who(&[("a", 2024, name, department)]).unit("a", Some(2024), name, Some(department)).unwrap().clone()
}

/// The rows of `spellings` that were joined or left apart: spelling, canonical name, evidence.
fn spellings(who: &Who, joined: bool) -> Vec<[String; 3]> {
    let frame = who.spellings().unwrap();
    let column = |name: &str| texts(&frame, name).unwrap().into_iter().flatten().collect::<Vec<_>>();
    let (spelled, names, why) = (column("spelling"), column("canonical"), column("evidence"));
    let flags = frame.column("joined").unwrap().bool().unwrap().iter().collect::<Vec<_>>();
    let rows = spelled.into_iter().zip(names).zip(why).zip(flags);
    rows.filter(|(_, flag)| *flag == Some(joined)).map(|(((a, b), c), _)| [a, b, c]).collect()
}

fn cell(frame: &DataFrame, row: &str, name: &str) -> Option<String> {
    let units = texts(frame, "unit").unwrap();
    let at = units.iter().position(|unit| unit.as_deref() == Some(row)).unwrap_or_else(|| panic!("no {row}"));
    texts(frame, name).unwrap()[at].clone()
}

#[test]
fn one_document_prints_a_unit_with_and_without_its_city() {
    let said = [("a", 2020, "第10中学", "云川市教育局"), ("a", 2020, "云川市第10中学", "云川市教育局")];
    assert_eq!(canonical(&said), ["云川市第10中学", "云川市第10中学"]);
    assert!(spellings(&who(&said), true).contains(&["第10中学".into(), "云川市第10中学".into(), "document".into()]));
}

#[test]
fn one_spelling_in_two_cities_is_two_schools() {
    let said = [
        ("a", 2020, "第10中学", "云川市教育局"),
        ("a", 2020, "云川市第10中学", "云川市教育局"),
        ("b", 2020, "第10中学", "海州市教育局"),
        ("b", 2020, "海州市第10中学", "海州市教育局"),
        ("c", 2021, "第10中学", "海州市教育局"),
        ("d", 2021, "第10中学", "江北市教育局"),
        ("e", 2021, "第10中学", ""),
    ];
    let expected = [
        "云川市第10中学",
        "云川市第10中学",
        "海州市第10中学",
        "海州市第10中学",
        "海州市第10中学",
        "第10中学(江北市)",
        "第10中学",
    ];
    assert_eq!(canonical(&said), expected);
}

#[test]
fn two_cities_without_a_long_name_stay_two() {
    let said = [
        ("a", 2020, "第10中学", "云川市教育局"),
        ("b", 2020, "第10中学", "海州市教育局"),
        ("c", 2021, "第10中学", "海州市财政局"),
    ];
    assert_eq!(canonical(&said), ["第10中学(云川市)", "第10中学(海州市)", "第10中学(海州市)"]);
    let who = who(&said);
    let apart = spellings(&who, false);
    assert!(apart.contains(&["第10中学(云川市)".into(), "第10中学(海州市)".into(), "one_spelling_many_places".into()]));
    assert_eq!(who.unit("a", Some(2020), "第10中学", Some("云川市教育局")).unwrap().place.as_deref(), Some("云川市"));
    assert!(who.unit("z", Some(2020), "第10中学", None).is_none(), "an unknown file leaves two");
}

#[test]
fn one_document_of_many_cities_goes_by_department() {
    let said = [
        ("all", 2020, "第10中学", "云川市教育局"),
        ("all", 2020, "云川市第10中学", "云川市教育局"),
        ("all", 2020, "第10中学", "海州市教育局"),
        ("all", 2020, "海州市第10中学", "海州市教育局"),
        ("all", 2020, "第10中学", "江北市教育局"),
    ];
    let expected = ["云川市第10中学", "云川市第10中学", "海州市第10中学", "海州市第10中学"];
    assert_eq!(canonical(&said)[..4], expected);
    assert!(canonical(&said)[4].starts_with("第10中学"));
}

#[test]
fn a_department_of_another_city_is_no_evidence_in_the_same_document() {
    let said = [("a", 2020, "云川市第10中学", "云川市教育局"), ("a", 2020, "第10中学", "海州市教育局")];
    assert_eq!(canonical(&said), ["云川市第10中学", "第10中学"]);
}

#[test]
fn one_department_joins_over_documents_and_years() {
    let said = [
        ("a", 2020, "云川市第10中学", "云川市教育局"),
        ("b", 2021, "第10中学", "云川市教育局"),
        ("c", 2020, "第10中学", "云川市教育局"),
    ];
    assert_eq!(canonical(&said), ["云川市第10中学"; 3]);
    let why: BTreeSet<String> = spellings(&who(&said), true).into_iter().map(|[.., why]| why).collect();
    assert!(why.contains("department") && why.contains("department_and_year"), "{why:?}");
    // A place below the department's own needs the same year.
    let finer = |year| {
        canonical(&[("a", 2020, "云川市东湖区第10中学", "云川市教育局"), ("b", year, "第10中学", "云川市教育局")])[1]
            .clone()
    };
    assert_eq!(finer(2020), "云川市东湖区第10中学");
    assert_eq!(finer(2021), "第10中学");
}

#[test]
fn a_bureau_without_a_place_is_not_one_bureau() {
    let said = [("a", 2020, "云川市第10中学", "教育局"), ("b", 2020, "第10中学", "教育局")];
    assert_eq!(canonical(&said), ["云川市第10中学", "第10中学"]);
    let apart = spellings(&who(&said), false);
    assert_eq!(apart, [["云川市第10中学".to_owned(), "第10中学".into(), "maybe_place_left_out".into()]]);
    let two = [("a", 2020, "云川市第1中学", "教育局"), ("b", 2020, "海州市第2中学", "教育局")];
    let who = who(&two);
    assert_eq!(who.department("a", "教育局"), Some("教育局(云川市)"));
    assert_eq!(who.department("b", "教育局"), Some("教育局(海州市)"));
}

#[test]
fn departments_are_joined_in_a_document() {
    let said = [
        ("a", 2020, "第10中学", "教育局"),
        ("a", 2020, "云川市第10中学", "云川市教育局"),
        ("b", 2020, "云川市第11中学", "云川市教育局"),
    ];
    let who = who(&said);
    assert_eq!(who.department("a", "教育局"), Some("云川市教育局"));
    assert_eq!(who.department("a", "财政局"), None);
    assert_eq!(canonical(&said)[0], "云川市第10中学");
}

#[test]
fn a_department_is_not_that_of_another_city_than_its_units() {
    let said = [
        ("a", 2020, "石家庄市新华区第1小学", "石家庄市新华区教育局"),
        ("b", 2020, "沧州市新华区第2小学", "新华区教育局"),
        ("c", 2020, "石家庄市新华区第3小学", "新华区教育局"),
        ("d", 2020, "新华区教育局", ""),
    ];
    let who = who(&said);
    assert_eq!(who.department("b", "新华区教育局"), Some("新华区教育局"));
    assert_eq!(who.department("c", "新华区教育局"), Some("石家庄市新华区教育局"));
    // What is printed as a unit is less evidence for a department than what is printed as one.
    let said = [("a", 2020, "东湖区教育局", "教育局"), ("a", 2020, "云川市第1中学", "云川市教育局")];
    assert_eq!(super::units::who(&said).department("a", "教育局"), Some("云川市教育局"));
}

#[test]
fn fengtai_is_one_under_the_longer_name_over_documents() {
    let long = "北京市丰台区人力资源公共服务中心";
    let said = [
        ("a", 2020, "丰台区人力资源公共服务中心", "丰台区人力资源和社会保障局"),
        ("b", 2021, long, "北京市丰台区人力资源和社会保障局"),
        ("c", 2022, "丰台区人力资源公共服务中心", ""),
    ];
    assert_eq!(canonical(&said), [long; 3]);
    let who = who(&said);
    assert_eq!(who.department("a", "丰台区人力资源和社会保障局"), Some("北京市丰台区人力资源和社会保障局"));
    let body = who.unit("c", Some(2022), "丰台区人力资源公共服务中心", None).unwrap();
    assert_eq!(body.place.as_deref(), Some("北京市丰台区"));
    assert_eq!((body.kind.as_deref(), body.level.as_deref()), (Some("human_resources"), Some("county")));
}

#[test]
fn a_chain_of_places_is_followed_to_its_top() {
    let said = [
        ("a", 2020, "新华区第1小学", "新华区教育局"),
        ("b", 2020, "石家庄市新华区第1小学", "新华区教育局"),
        ("c", 2020, "河北省石家庄市新华区第1小学", "石家庄市新华区教育局"),
    ];
    assert_eq!(canonical(&said), ["河北省石家庄市新华区第1小学"; 3]);
}

#[test]
fn a_district_of_two_cities_goes_by_its_department() {
    let said = [
        ("a", 2020, "石家庄市新华区第1小学", "石家庄市新华区教育局"),
        ("b", 2020, "沧州市新华区第1小学", "沧州市新华区教育局"),
        ("c", 2020, "新华区第1小学", "沧州市新华区教育局"),
        ("d", 2020, "新华区第1小学", ""),
    ];
    assert_eq!(canonical(&said)[2..], ["沧州市新华区第1小学", "新华区第1小学"]);
    // Known is the other city's alone: the department forbids it.
    let said = [said[0], said[2]];
    assert_eq!(canonical(&said)[1], "新华区第1小学");
}

#[test]
fn a_unit_under_two_departments_is_one_unit() {
    let mut said = vec![("a", 2020, "云川市第5水务站", "云川市大数据局")];
    said.extend([("a", 2020, "第5水务站", "云川市水务局"); 3]);
    let who = who(&said);
    let body = who.unit("a", Some(2020), "第5水务站", Some("云川市水务局")).unwrap();
    assert_eq!((body.unit.as_str(), body.department.as_deref()), ("云川市第5水务站", Some("云川市水务局")));
    let units = who.units().unwrap();
    assert_eq!(units.height(), 1);
    assert_eq!(cell(&units, "云川市第5水务站", "departments").as_deref(), Some("云川市水务局、云川市大数据局"));
    // A tie goes by the text.
    let tie = [("a", 2020, "甲中心", "云川市水务局"), ("a", 2020, "甲中心", "云川市大数据局")];
    assert_eq!(body_of(&tie).department.as_deref(), Some("云川市大数据局"));
}

fn body_of(said: &[Said]) -> Body {
    let (file, year, unit, department) = said[0];
    who(said).unit(file, Some(year), unit, Some(department)).unwrap().clone()
}

#[test]
fn widths_blanks_brackets_and_codes_mean_nothing() {
    let spelled = [
        "云川市水务局(北区)",
        "云川市水务局（北区）",
        "云川市 水务局〔北区〕",
        "219-云川市水务局（北区）",
        "[066]云川市水务局（北区）",
        "（066001）云川市水务局\n（北区）",
        "云川市\u{200b}水务局（北区）[219001]",
    ];
    let said: Vec<Said> = spelled.iter().map(|name| ("a", 2020, *name, "")).collect();
    assert!(canonical(&said).iter().all(|name| name == "云川市水务局(北区)"), "{:?}", canonical(&said));
    // A number that belongs to the name stays.
    let said = [("a", 2020, "110指挥中心", ""), ("a", 2020, "12345热线中心", ""), ("a", 2020, "066", "")];
    assert_eq!(canonical(&said), ["110指挥中心", "12345热线中心", "066"]);
}

#[test]
fn the_body_itself_is_written_one_way_and_stays_apart_from_the_whole() {
    let own =
        ["云川市教育局本级", "云川市教育局（本级）", "云川市教育局-本级", "云川市教育局机关", "云川市教育局（机关）"];
    let mut said: Vec<Said> = own.iter().map(|name| ("a", 2020, *name, "云川市教育局")).collect();
    said.push(("a", 2020, "云川市教育局", "云川市教育局"));
    said.push(("a", 2020, "教育局本级", "云川市教育局"));
    let found = canonical(&said);
    assert!(found[..5].iter().all(|name| name == "云川市教育局(本级)"), "{found:?}");
    assert_eq!(found[5..], ["云川市教育局", "云川市教育局(本级)"]);
    let apart = spellings(&who(&said), false);
    assert_eq!(apart, [["云川市教育局".to_owned(), "云川市教育局(本级)".into(), "maybe_own_level".into()]]);
}

#[test]
fn likeness_joins_nothing_and_is_reported() {
    let said = [
        ("a", 2020, "云川市第7中学", "云川市教育局"),
        ("b", 2021, "云川市新7中学", "云川市教育局"),
        ("c", 2020, "云川市第8中学", "云川市教育局"),
        ("d", 2021, "云川市第9中学", "云川市教育局"),
        ("e", 2020, "云川市第十八中学", "云川市教育局"),
        ("e", 2020, "云川市第18中学", "云川市教育局"),
        ("f", 2020, "云川市人才服务中心", "云川市人社局"),
        ("f", 2020, "云川市人オ服务中心", "云川市人社局"),
    ];
    let who = who(&said);
    for said in said {
        assert_eq!(unit(&who, said), said.2);
    }
    let apart = spellings(&who, false);
    let expected = [
        ["云川市人オ服务中心", "云川市人才服务中心", "maybe_misprint"],
        ["云川市新7中学", "云川市第7中学", "maybe_renamed"],
        ["云川市第18中学", "云川市第十八中学", "maybe_numeral"],
    ];
    assert_eq!(apart, expected.map(|row| row.map(str::to_owned)), "{apart:#?}");
}

#[test]
fn places_are_read_off_names_and_traps_are_none() {
    let cases = [
        ("云川市教育局", Some("云川市"), Some("city")),
        ("北京市丰台区教育局", Some("北京市丰台区"), Some("county")),
        ("北京市教育委员会", Some("北京市"), Some("province")),
        ("北京丰台区教育局", Some("北京丰台区"), Some("county")),
        ("河北廊坊市第1中学", Some("河北廊坊市"), Some("city")),
        ("吉林市第1中学", Some("吉林市"), Some("city")),
        ("河北区教育局", Some("河北区"), Some("county")),
        ("河北大学", Some("河北"), None),
        ("江东省云川市昆水市教育局", Some("江东省云川市昆水市"), Some("county")),
        ("广西壮族自治区梧州市教育局", Some("广西壮族自治区梧州市"), Some("city")),
        ("内蒙古自治区锡林郭勒盟东乌珠穆沁旗公安局", Some("内蒙古自治区锡林郭勒盟东乌珠穆沁旗"), Some("county")),
        ("积石山保安族东乡族撒拉族自治县财政局", Some("积石山保安族东乡族撒拉族自治县"), Some("county")),
        ("新疆巴音郭楞蒙古自治州和静县水利局", Some("新疆巴音郭楞蒙古自治州和静县"), Some("county")),
        ("青海海南藏族自治州教育局", Some("青海海南藏族自治州"), Some("city")),
        ("海南藏族自治州教育局", Some("海南藏族自治州"), Some("city")),
        ("阿克苏地区财政局", Some("阿克苏地区"), Some("city")),
        ("上海市浦东新区金桥镇卫生院", Some("上海市浦东新区金桥镇"), Some("township")),
        ("云川市经济技术开发区管理委员会", Some("云川市经济技术开发区"), Some("county")),
        ("新乡市图书馆", Some("新乡市"), Some("city")),
        ("广州市图书馆", Some("广州市"), Some("city")),
        ("景德镇市图书馆", Some("景德镇市"), Some("city")),
        ("津市市图书馆", Some("津市市"), Some("city")),
        ("中山市古镇镇人民政府", Some("中山市古镇镇"), Some("township")),
        ("盐城市城市管理局", Some("盐城市"), Some("city")),
        ("云川市市场监督管理局", Some("云川市"), Some("city")),
        ("云川市民政局", Some("云川市"), Some("city")),
        ("云川市政协办公室", Some("云川市"), Some("city")),
        ("昌水县城乡建设局", Some("昌水县"), Some("county")),
        ("中共云川市委宣传部", Some("云川市"), Some("city")),
        ("国家税务总局云川市税务局", Some("云川市"), Some("city")),
        ("晋水市城区第1小学", Some("晋水市城区"), Some("county")),
        ("云川市东湖区新村街道办事处", Some("云川市东湖区新村街道"), Some("township")),
        ("市场监督管理局", None, None),
        ("云川市场监督管理局", None, None),
        ("城市管理局", None, None),
        ("云川城市管理局", None, None),
        ("社区卫生服务中心", None, None),
        ("区块链发展中心", None, None),
        ("区域医疗中心", None, None),
        ("住宅小区管理中心", None, None),
        ("科技园区管理中心", None, None),
        ("乡镇企业局", None, None),
        ("乡村振兴局", None, None),
        ("城镇职工医保中心", None, None),
        ("红旗小学", None, None),
        ("职教联盟", None, None),
        ("县域经济研究中心", None, None),
        ("北京路小学", None, None),
        ("第10中学东区", None, None),
        ("镇江路小学", None, None),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .map(|(name, place, level)| (name, (*place, *level), body(name, "")))
        .filter(|(_, expected, found)| (found.place.as_deref(), found.level.as_deref()) != *expected)
        .map(|(name, expected, found)| {
            format!("{name}: expected {expected:?}, found {:?} {:?}", found.place, found.level)
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(body("北京市第10中学", "北京市丰台区教育局").level.as_deref(), Some("county"));
    assert_eq!(body("第10中学", "云川市东湖区教育局").place.as_deref(), Some("云川市东湖区"));
    // A word that only looks like a place joins nothing, even within one document.
    let said = [("a", 2020, "场监督管理局", ""), ("a", 2020, "云川市场监督管理局", "")];
    assert_eq!(canonical(&said)[0], "场监督管理局");
}

#[test]
fn kinds_are_read_from_the_end_and_the_unknown_is_other() {
    let cases = [
        ("云川市第10中学", "school"),
        ("云川市公安16分局", "police"),
        ("第5水务站", "water"),
        ("第3福利院", "welfare_home"),
        ("第4人民医院", "hospital"),
        ("第6图书馆", "library"),
        ("环卫6中心", "urban_management"),
        ("人才7中心", "human_resources"),
        ("评审8中心", "finance"),
        ("第9档案馆", "archive"),
        ("云川市教育局", "education"),
        ("云川市教育局机关幼儿园", "kindergarten"),
        ("云川市教育局(本级)", "education"),
        ("云川大学附属中学", "school"),
        ("云川大学附属医院", "hospital"),
        ("云川大学", "university"),
        ("云川市公安局交通警察支队", "police"),
        ("云川市交通运输局", "transport"),
        ("云川市中级人民法院", "court"),
        ("云川市人民检察院", "procuratorate"),
        ("云川市人民代表大会常务委员会办公室", "npc"),
        ("中国人民政治协商会议云川市委员会", "cppcc"),
        ("共青团云川市委员会", "mass_organization"),
        ("云川市妇女联合会", "mass_organization"),
        ("中共云川市委员会宣传部", "party"),
        ("中共云川市委党校", "party_school"),
        ("中共云川市委员会", "party"),
        ("云川市纪律检查委员会", "discipline"),
        ("云川市人民政府办公室", "government_office"),
        ("云川市新村街道办事处", "township"),
        ("金桥镇人民政府", "township"),
        ("新村社区卫生服务中心", "clinic"),
        ("金桥镇卫生院", "clinic"),
        ("云川市疾病预防控制中心", "disease_control"),
        ("云川市消防救援支队", "fire"),
        ("云川市社会保险基金管理中心", "social_insurance"),
        ("云川市人力资源公共服务中心", "human_resources"),
        ("云川市融媒体中心", "media"),
        ("云川市气象局", "weather"),
        ("云川市统计局", "statistics"),
        ("云川市审计局", "audit"),
        ("云川市信访局", "petition"),
        ("云川市退役军人事务局", "veterans"),
        ("云川市医疗保障局", "medical_insurance"),
        ("云川市大数据局", "data"),
        ("云川市规划和自然资源局", "planning"),
        ("云川市住房和城乡建设局", "housing"),
        ("云川市机关事务管理中心", "offices_administration"),
        ("国家税务总局云川市税务局", "tax"),
        ("云川市农业科学研究院", "research"),
        ("池州市贵池区棠溪镇", "township"),
        ("棠溪镇自来水厂", "other"),
        ("云川市人力社保局", "human_resources"),
        ("云川市文化旅游体育局", "culture"),
        ("云川市外事办公室", "foreign_affairs"),
        ("云川市排水管理处", "water"),
        ("云川市发展和改革委员会", "development_reform"),
        ("云川市国有资产监督管理委员会", "finance"),
        ("云川市科学技术协会", "mass_organization"),
        ("云川市残疾人联合会", "mass_organization"),
        ("云川市红十字会", "health"),
        ("云川市总工会", "mass_organization"),
        ("云川市住房公积金管理中心", "housing"),
        ("云川市公路管理局", "transport"),
        ("云川市农业技术推广中心", "agriculture"),
        ("云川市国有林场", "forestry"),
        ("云川市生态环境局东湖分局", "environment"),
        ("云川市机构编制委员会办公室", "party"),
        ("云川市妇幼保健院", "hospital"),
        ("云川市中心血站", "disease_control"),
        ("云川市救助管理站", "welfare_home"),
        ("云川市公共资源交易中心", "finance"),
        ("云川市体育运动学校", "sports"),
        ("云川市经济技术开发区管理委员会", "zone"),
        ("云川市供销合作社联合社", "commerce"),
        ("云川市工商业联合会", "mass_organization"),
        ("云川市劳动人事争议仲裁院", "human_resources"),
        ("云川市法律援助中心", "justice"),
        ("云川市青少年宫", "education"),
        ("云川市第1看守所", "police"),
        ("甲乙丙中心", "other"),
        ("12345678", "other"),
    ];
    let dictionary = register("");
    let mut wrong = Vec::new();
    for (name, kind) in cases {
        let found = body(name, "").kind;
        if found.as_deref() != Some(kind) {
            wrong.push(format!("{name}: expected {kind}, found {found:?}"));
        }
        assert!(dictionary.kind_label(kind, Lang::Zh).is_some(), "{kind}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(body("云川市新村街道办事处", "").level.as_deref(), Some("township"));
}

#[test]
fn the_register_names_what_no_paper_tells() {
    let text = r#"
        [[alias]]
        name = "云川市第10中学"
        also = ["云川十中", "市十中"]
        [[rename]]
        from = "云川市第7中学"
        to = "云川市新7中学"
        since = 2022
        source = "通知"
        [[rename]]
        from = "云川市新7中学"
        to = "云川市育才中学"
        since = 2024
        [[merger]]
        from = ["云川市水利局", "云川市排水处"]
        into = "云川市水务局"
        since = 2022
        [[split]]
        from = "云川市文体局"
        into = ["云川市文化局", "云川市体育局"]
        since = 2021
    "#;
    let said = [
        ("a", 2020, "云川十中", "云川市教育局"),
        ("b", 2020, "第10中学", "云川市教育局"),
        ("c", 2020, "第7中学", "云川市教育局"),
        ("c", 2020, "云川市第７中学", "云川市教育局"),
        ("d", 2023, "云川市新7中学", "云川市教育局"),
        ("e", 2020, "云川市水利局", ""),
        ("f", 2023, "云川市水务局", ""),
        ("g", 2020, "云川市文体局", ""),
    ];
    let mentions: Vec<Mention> = said.iter().map(|said| mention(*said)).collect();
    let who = Who::of(&mentions, &register(text));
    let found: Vec<&str> = said.iter().map(|said| unit(&who, *said)).collect();
    let school = "云川市育才中学";
    // The short name stands under the department of the long one only in the register's words.
    assert_eq!(
        found,
        ["云川市第10中学", "第10中学", school, school, school, "云川市水利局", "云川市水务局", "云川市文体局"]
    );
    let units = who.units().unwrap();
    assert_eq!(cell(&units, "云川市水利局", "successor").as_deref(), Some("云川市水务局"));
    assert_eq!(cell(&units, "云川市文体局", "successor").as_deref(), Some("云川市体育局、云川市文化局"));
    assert_eq!(cell(&units, "云川市水务局", "successor"), None);
    let at = texts(&units, "unit").unwrap().iter().position(|unit| unit.as_deref() == Some("云川市水利局")).unwrap();
    assert_eq!(years(&units, "since").unwrap()[at], Some(2022));
    let joined = spellings(&who, true);
    assert!(joined.contains(&["第7中学".into(), school.into(), "register_rename".into()]), "{joined:#?}");
    assert!(joined.contains(&["云川十中".into(), "云川市第10中学".into(), "register_alias".into()]));
}

#[test]
fn the_register_may_use_any_spelling_and_says_what_it_did_not_meet() {
    let text = r#"
        [[merger]]
        from = ["丰台区水利局", "丰台区排水处"]
        into = "丰台区水务局"
        since = 2022
        [[alias]]
        name = "云川市第1中学"
        also = ["云川一中"]
    "#;
    let register = register(text);
    let said = [
        ("a", 2020, "北京市丰台区水利局", ""),
        ("b", 2021, "丰台区水利局", ""),
        ("c", 2023, "丰台区水务局", ""),
        ("d", 2023, "北京市丰台区水务局", ""),
    ];
    let who = Who::of(&said.map(mention), &register);
    let units = who.units().unwrap();
    assert_eq!(cell(&units, "北京市丰台区水利局", "successor").as_deref(), Some("北京市丰台区水务局"));
    let unused = who.unused(&register);
    let told: Vec<String> = unused.iter().map(|problem| problem.to_string()).collect();
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told[0].contains("丰台区排水处") && told[1].contains("云川一中"), "{told:#?}");
    assert_eq!(who.meanings().filter_map(|meaning| meaning.body).count(), 4);
}

#[test]
fn the_own_level_is_joined_where_the_register_says_so() {
    let text = "[[alias]]\nname = \"云川市教育局\"\nalso = [\"云川市教育局本级\"]";
    let said = [("a", 2020, "教育局（本级）", "云川市教育局"), ("a", 2020, "云川市教育局（本级）", "云川市教育局")];
    let who = Who::of(&said.map(mention), &register(text));
    assert_eq!(said.map(|said| unit(&who, said).to_owned()), ["云川市教育局", "云川市教育局"]);
    // A short name that the register prefers is not led back to the long one.
    let text = "[[alias]]\nname = \"第10中学\"\nalso = [\"云川市第10中学\"]";
    let said = [("a", 2020, "第10中学", "云川市教育局"), ("a", 2020, "云川市第10中学", "云川市教育局")];
    let who = Who::of(&said.map(mention), &register(text));
    assert_eq!(said.map(|said| unit(&who, said).to_owned()), ["第10中学", "第10中学"]);
}

#[test]
fn a_register_at_fault_is_refused_with_its_place() {
    let cases = [
        ("[[alias]]\nname = \"a甲\"\nalzo = [\"乙\"]", "units-unknown-key", 3, "unknown key `alzo`"),
        ("[[alias]]\nname = \"甲\"", "units-invalid", 1, "expected a key `also`, found none"),
        ("[[renam]]\nfrom = \"甲\"", "units-unknown-key", 1, "unknown key `renam`"),
        ("[[alias]]\nname = \"\"\nalso = [\"乙\"]", "units-invalid", 2, "expected the name of a body"),
        ("[[rename]]\nfrom = \"甲\"\nto = \"乙\"\nsince = 20", "units-invalid", 4, "expected a year, found `20`"),
        ("[[alias]]\nname = 3", "units-invalid", 2, "expected"),
        (
            "[[alias]]\nname = \"甲\"\nalso = [\"丙\"]\n[[alias]]\nname = \"乙\"\nalso = [\"丙\"]",
            "units-contradictory",
            5,
            "found `乙` here and `甲`",
        ),
        (
            "[[alias]]\nname = \"甲\"\nalso = [\"乙\"]\n[[alias]]\nname = \"乙\"\nalso = [\"甲\"]",
            "units-contradictory",
            5,
            "circle",
        ),
        ("[[rename]]\nfrom = \"甲\"\nto = \"甲\"\nsince = 2020", "units-contradictory", 2, "renamed to itself"),
        (
            "[[merger]]\nfrom = [\"甲\"]\ninto = \"乙\"\nsince = 2020\n[[split]]\nfrom = \"甲\"\ninto = [\"丙\", \"丁\"]\nsince = 2021",
            "units-contradictory",
            6,
            "expected one end",
        ),
        (
            "[[merger]]\nfrom = [\"甲\"]\ninto = \"乙\"\nsince = 2020\n[[merger]]\nfrom = [\"乙\"]\ninto = \"甲\"\nsince = 2021",
            "units-contradictory",
            7,
            "end in themselves",
        ),
    ];
    for (text, code, line, says) in cases {
        let problems = Register::new(&[("own.toml".into(), text.into())]).err().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(problems.len(), 1, "{problems:#?}");
        let problem = &problems[0];
        assert_eq!((problem.code.as_str(), &*problem.place.file), (code, "own.toml"), "{problem}");
        assert!(problem.message.contains(says), "{problem}");
        assert!(problem.hint.is_some(), "{problem}");
        assert!(problem.place.line.is_some_and(|found| found.abs_diff(line) <= 3), "{problem}: {line}");
    }
    let near = Register::new(&[("own.toml".into(), "[[renam]]\nfrom = \"甲\"".into())]).unwrap_err();
    assert_eq!(near[0].hint.as_ref().map(|hint| hint.en.as_str()), Some("did you mean `rename`?"));
}

/// A fixed shuffle: the same for every run of the test.
fn shuffled(mentions: &[Mention], seed: u64) -> Vec<Mention> {
    let mut state = seed;
    let mut keyed: Vec<(u64, Mention)> = mentions
        .iter()
        .map(|mention| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 20, mention.clone())
        })
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, mention)| mention).collect()
}

#[test]
fn the_order_of_mentions_changes_nothing_and_a_mapping_changes_the_fingerprint() {
    let mut mentions = Vec::new();
    for city in ["云川市", "海州市", "石家庄市新华区", "沧州市新华区"] {
        for number in 0..12 {
            let (file, bureau) = (format!("{city}{number}"), format!("{city}教育局"));
            for (year, name) in [
                (2020, format!("{city}第{number}中学")),
                (2020, format!("第{number}中学")),
                (2021, format!("新华区第{number}中学")),
            ] {
                let file = if number % 3 == 0 { format!("{file}-{year}-{name}") } else { file.clone() };
                mentions.push(mention((&file, year, &name, if number % 4 == 0 { "教育局" } else { &bureau })));
            }
        }
    }
    let first = Who::of(&mentions, &register(""));
    for seed in 1..6 {
        let other = Who::of(&shuffled(&mentions, seed), &register(""));
        assert!(first.units().unwrap().equals_missing(&other.units().unwrap()));
        assert!(first.spellings().unwrap().equals_missing(&other.spellings().unwrap()));
        assert_eq!(first.fingerprint(), other.fingerprint());
    }
    let alias = register("[[alias]]\nname = \"云川市第1中学\"\nalso = [\"海州市第1中学\"]");
    let other = Who::of(&mentions, &alias);
    assert_ne!(first.fingerprint(), other.fingerprint());
    assert_eq!(first.fingerprint_of("石家庄市新华区2"), other.fingerprint_of("石家庄市新华区2"));
    assert_ne!(first.fingerprint_of("海州市1"), other.fingerprint_of("海州市1"));
    let more: Vec<Mention> = mentions.iter().cloned().map(|mention| Mention { rows: 2, ..mention }).collect();
    assert_eq!(first.fingerprint(), Who::of(&more, &register("")).fingerprint(), "records alone map nothing else");
}

#[test]
fn hostile_names_are_names() {
    let long = "云川市".repeat(12_000);
    let brackets = "(".repeat(50_000);
    let names = [
        "",
        " ",
        "\u{200b}",
        "市",
        "区",
        "县县县县县",
        "〇",
        "123456",
        "(219)",
        "-",
        "本级",
        "机关",
        "(本级)",
        "第",
        &long,
        &brackets,
        "𠀀市甲乙",
        "é市局局",
    ];
    let said: Vec<Said> = names.iter().map(|name| ("a", 2020, *name, *name)).collect();
    let who = who(&said);
    for (file, year, name, _) in said {
        let _ = who.unit(file, Some(year), name, None);
        let _ = who.department(file, name);
    }
    assert!(who.unit("a", Some(2020), " ", None).is_none(), "a blank is no unit");
    assert!(who.units().unwrap().height() > 10);
    assert!(who.spellings().is_ok());
    assert_eq!(Who::of(&[], &register("")).units().unwrap().height(), 0);
}

/// 100,000 mentions of 20,000 names of 5,000 units; the time is printed, and bounded generously.
#[test]
fn many_names_take_little_time() {
    let mut mentions = Vec::new();
    for unit in 0..10_000 {
        let (city, bureau) =
            (format!("第{}市", unit % 50), format!("云{}市教育局", ["东", "西", "南", "北"][unit % 4]));
        let place = bureau.trim_end_matches("教育局").to_owned();
        for year in 2015..2020 {
            for name in [format!("{place}第{unit}中学"), format!("第{unit}中学")] {
                let file = format!("{city}/{year}/{unit}");
                mentions.push(mention((&file, year, &name, &bureau)));
            }
        }
    }
    assert_eq!(mentions.len(), 100_000);
    let register = register("");
    let start = std::time::Instant::now();
    let who = Who::of(&mentions, &register);
    let resolved = start.elapsed();
    let rows = (who.units().unwrap().height(), who.spellings().unwrap().height());
    println!("who is who of 100,000 mentions: {resolved:?}, with tables {:?}, rows {rows:?}", start.elapsed());
    assert_eq!(rows.0, 10_000);
    assert!(resolved.as_secs() < 60, "{resolved:?}");
}

#[test]
fn the_panel_gives_exactly_the_units_of_its_truth() {
    let tool = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/tools/make_panel.py");
    let folder = tempfile::tempdir().unwrap();
    let made = tool.is_file().then(|| {
        Command::new("python3").arg(&tool).arg(folder.path()).args(["--units", "200", "--projects", "4"]).status()
    });
    let Some(Ok(status)) = made else { return };
    assert!(status.success());
    let mut mentions = Vec::new();
    for year in 2020..=2024 {
        for entry in std::fs::read_dir(folder.path().join(format!("raw/{year}"))).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let file = path.display().to_string();
            mentions.push(mention((&file, year, text.lines().next().unwrap(), "")));
            let cells: Vec<&str> = text.lines().map(str::trim).collect();
            for at in cells.windows(4).filter(|four| four[0] == "主管部门" && four[2] == "实施单位") {
                mentions.push(mention((&file, year, at[3], at[1])));
            }
        }
    }
    let who = Who::of(&mentions, &register(""));
    let mut found: BTreeMap<(String, String), u32> = BTreeMap::new();
    for said in mentions.iter().filter(|mention| mention.department.is_some()) {
        let body = who.unit(&said.file, said.year, said.unit.as_deref().unwrap(), said.department.as_deref()).unwrap();
        *found.entry((said.year.unwrap().to_string(), body.unit.clone())).or_default() += 1;
        assert_ne!(body.kind.as_deref(), Some("other"), "{}", body.unit);
        assert_eq!((body.place.as_deref(), body.level.as_deref()), (Some("云川市"), Some("city")));
        assert!(who.department(&said.file, said.department.as_deref().unwrap()).is_some());
    }
    let truth = csv::Reader::from_path(folder.path().join("truth/by_unit.csv")).unwrap().into_records();
    let truth: BTreeMap<(String, String), u32> =
        truth.map(|row| row.unwrap()).map(|row| ((row[0].into(), row[1].into()), row[2].parse().unwrap())).collect();
    assert_eq!(found, truth);
    let renamed: BTreeSet<String> =
        spellings(&who, false).into_iter().filter(|[.., why]| why == "maybe_renamed").map(|[name, ..]| name).collect();
    assert!(renamed.contains("云川市新89档案馆") || renamed.contains("云川市第89档案馆"), "{renamed:?}");
    assert!(spellings(&who, false).len() < 40, "{:?}", spellings(&who, false));
}
