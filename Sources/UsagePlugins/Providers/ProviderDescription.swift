import LuaHost
import UsageModel
import UsageProviders

/// What a provider's plug-in says of its platform, without its functions.
struct ProviderDescription: Hashable, Sendable {
  /// Where one secret of a source is sent.
  struct Credential: Hashable, Sendable {
    /// The configuration key.
    let key: String
    /// The header; nil for `Authorization: Bearer …`.
    let header: String?
  }

  let header: PluginHeader
  let baseURL: String
  let currencies: [String]
  let facet: Facet
  let credentials: [Credential]
  let headers: [HTTPRequest.Header]
  let options: [ProviderOption]
  let account: String?
  let backfillMonths: Int?
  let tellingHeaders: Set<String>
  let limitResetHeader: String?

  private static let fieldNames =
    PluginHeader.fieldNames + [
      "account", "backfill_months", "base_url", "by", "credential", "currency", "headers",
      "limit_reset", "normalise", "options", "requests", "tell_headers",
    ]

  init(_ fields: PluginFields) throws(PluginProblem) {
    header = try PluginHeader(fields)
    try fields.allowOnly(Self.fieldNames)
    for name in ["requests", "normalise"] {
      _ = try fields.required(name, try fields.function(name), "a function")
    }
    baseURL = try Self.baseURL(fields)
    currencies = try Self.currencies(fields)
    facet = try Self.facet(fields)
    credentials = try Self.credentials(fields)
    headers = try Self.headers(fields, besides: credentials)
    backfillMonths = try fields.integer("backfill_months")
    if let months = backfillMonths, !(0...Self.mostMonths).contains(months) {
      throw fields.mismatch("backfill_months", "a whole number from 0 to \(Self.mostMonths)")
    }
    var options = try Self.options(fields, besides: credentials)
    if backfillMonths != nil {
      options.append(ProviderOption("backfill_months", .wholeNumber(upTo: Self.mostMonths)))
    }
    self.options = options
    account = try fields.text("account")
    if let account, !options.contains(where: { $0.name == account }) {
      throw fields.mismatch("account", "the name of one of the options")
    }
    tellingHeaders = Set((try fields.texts("tell_headers") ?? []).map { $0.lowercased() })
    limitResetHeader = try fields.text("limit_reset")?.lowercased()
  }

  /// Ten years: more is a slip of the pen.
  static let mostMonths = 120

  private static func baseURL(_ fields: PluginFields) throws(PluginProblem) -> String {
    let text = try fields.required("base_url", try fields.text("base_url"), "an https address")
    let isSafe = text.hasPrefix("https://")
    if let problem = AddressProblem(in: text, allowsHTTP: false, of: "…") {
      throw fields.problem("base_url", "\(problem)")
    }
    guard isSafe else {
      throw fields.mismatch("base_url", "an https address such as https://api.example.com")
    }
    var address = text[...]
    while address.hasSuffix("/") { address = address.dropLast() }
    return String(address)
  }

  private static func currencies(_ fields: PluginFields) throws(PluginProblem) -> [String] {
    let expected = "a currency such as \"USD\" or \"acme:credit\", or a list of them"
    let texts: [String]
    if case .table = fields.table["currency"] {
      texts = try fields.texts("currency") ?? []
    } else {
      texts = try fields.text("currency").map { [$0] } ?? []
    }
    guard !texts.isEmpty, texts.allSatisfy({ Money.isCurrency($0) }) else {
      throw fields.mismatch("currency", expected)
    }
    return texts
  }

  private static func facet(_ fields: PluginFields) throws(PluginProblem) -> Facet {
    let names = Set(try fields.texts("by") ?? ["service"])
    for name in names.sorted() where !["app", "service"].contains(name) {
      throw fields.problem("by", "expected \"app\" and \"service\", got \(shownValue(.text(name)))")
    }
    if names.count == 2 { return .appAndService }
    return names.isEmpty ? .total : names.contains("app") ? .app : .service
  }

  private static func credentials(_ fields: PluginFields) throws(PluginProblem) -> [Credential] {
    var tables = [try fields.fields("credential")].compactMap(\.self)
    if let table = tables.first, !table.table.array.isEmpty {
      tables = try fields.eachFields("credential")
    }
    guard !tables.isEmpty else {
      throw fields.mismatch("credential", "a table such as { key = \"api_key\", as = \"bearer\" }")
    }
    var credentials: [Credential] = []
    for table in tables {
      try table.allowOnly(["key", "as", "header"])
      let key = try table.required("key", try table.text("key"), "the configuration key")
      try Self.checkKey(key, of: table, "key")
      let header = try table.text("header")
      let form = try table.text("as")
      guard (form == nil) != (header == nil), form ?? "bearer" == "bearer" else {
        throw table.problem(nil, "expected as = \"bearer\" or header = \"X-Api-Key\"")
      }
      if let header { try checkHeader(header, of: table, "header") }
      let sent = header?.lowercased() ?? "authorization"
      guard sent != "host" else {
        throw table.problem("header", "the host sends this header itself")
      }
      let isTaken = credentials.contains { other in
        other.key == key || other.header?.lowercased() ?? "authorization" == sent
      }
      guard !isTaken else {
        throw table.problem(nil, "another credential has the same key or header")
      }
      credentials.append(Credential(key: key, header: header))
    }
    return credentials
  }

  private static func headers(
    _ fields: PluginFields,
    besides credentials: [Credential]
  ) throws(PluginProblem) -> [HTTPRequest.Header] {
    guard let table = try fields.fields("headers") else { return [] }
    guard table.table.array.isEmpty, table.table.others.isEmpty else {
      throw fields.mismatch("headers", "headers by name")
    }
    let taken = credentials.map { $0.header?.lowercased() ?? "authorization" } + ["host"]
    var headers: [HTTPRequest.Header] = []
    for name in table.table.fields.keys.sorted() {
      let value = try table.required(name, try table.text(name), "a text")
      try checkHeader(name, of: table, name)
      guard !taken.contains(name.lowercased()) else {
        throw table.problem(name, "the host sends this header itself")
      }
      guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        throw table.problem(name, "a header may hold no line breaks or other control characters")
      }
      headers.append(HTTPRequest.Header(name, value))
    }
    return headers
  }

  private static func options(
    _ fields: PluginFields,
    besides credentials: [Credential]
  ) throws(PluginProblem) -> [ProviderOption] {
    var options: [ProviderOption] = []
    for table in try fields.eachFields("options") {
      try table.allowOnly(["name", "kind", "at_most", "required"])
      let name = try table.required("name", try table.text("name"), "the configuration key")
      try checkKey(name, of: table, "name")
      guard !options.contains(where: { $0.name == name }),
        !credentials.contains(where: { $0.key == name })
      else { throw table.problem("name", "another option or credential has this name") }
      let kinds = ["text", "number", "url"]
      let kind = try table.text("kind") ?? "text"
      guard kinds.contains(kind) else {
        throw table.mismatch("kind", "\"text\", \"number\" or \"url\"")
      }
      let most = try table.integer("at_most") ?? 1_000_000_000
      guard most >= 0 else { throw table.mismatch("at_most", "a whole number from 0 on") }
      options.append(
        ProviderOption(
          name,
          kind == "number" ? .wholeNumber(upTo: most) : kind == "url" ? .url : .text,
          isRequired: try table.flag("required") ?? false
        )
      )
    }
    return options
  }

  /// The keys that every source has, which a plug-in cannot take for something of its own.
  private static let common = [
    "name", "provider", "app", "tags", "base_url", "allow_http", "fetch", "backfill_months",
  ]

  private static func checkKey(
    _ key: String,
    of table: PluginFields,
    _ field: String
  ) throws(PluginProblem) {
    guard PluginFolder.isName(key) else {
      throw table.mismatch(field, "a name of small letters, digits and `_`")
    }
    guard !common.contains(key) else {
      throw table.problem(field, "every source has \(shownValue(.text(key))) already")
    }
  }

  private static func checkHeader(
    _ name: String,
    of table: PluginFields,
    _ field: String
  ) throws(PluginProblem) {
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
      }
    guard isName else {
      throw table.problem(field, "\(shownValue(.text(name))) is no name of a header")
    }
  }
}
