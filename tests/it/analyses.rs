//! Dump.
use crate::seeds;
use jixiao::analyses::Analysis;
use jixiao::tables::Tables;
use jixiao::tables::store;

#[test]
fn dump() {
    let tables = Tables::from_readings(&seeds::readings()).expect("tables");
    for a in Analysis::ALL {
        let t = a.run(&tables, toml::Table::new()).expect("t");
        println!("## {}\n{}", a.name(), String::from_utf8(store::csv(&t).unwrap()).unwrap());
    }
}
