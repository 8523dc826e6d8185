/// Reads the header `Link`, RFC 8288: `<https://…?page=2>; rel="next", <…>; rel="last"`.
enum LinkHeader {
  /// The address with the relation `next`; nil where there is none.
  static func next(in header: String) -> String? {
    var rest = header[...]
    while let start = rest.firstIndex(of: "<"), let stop = rest[start...].firstIndex(of: ">") {
      let link = String(rest[rest.index(after: start)..<stop])
      rest = rest[rest.index(after: stop)...]
      let parameters = rest.prefix { $0 != "<" }
      if isNext(parameters) { return link }
    }
    return nil
  }

  private static func isNext(_ parameters: Substring) -> Bool {
    parameters.split(separator: ";").contains { parameter in
      let parts = parameter.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased().filter({ $0 != " " }) == "rel" else {
        return false
      }
      let relations = parts[1].lowercased().filter { $0 != "\"" && $0 != "," }
      return relations.split(separator: " ").contains("next")
    }
  }
}
