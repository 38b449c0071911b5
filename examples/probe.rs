fn main() {
    let labels = jixiao::records::Labels::built_in().unwrap();
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).unwrap();
        match jixiao::documents::read(&name, &bytes) {
            Ok(document) => for record in jixiao::records::read(&document, &labels).records() { println!("{}", serde_json::to_string(&record).unwrap()); },
            Err(problem) => println!("{}", serde_json::to_string(&problem).unwrap()),
        }
    }
}
