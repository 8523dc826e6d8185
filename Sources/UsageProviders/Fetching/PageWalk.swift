import Foundation
import UsageModel

/// Goes from one page of a reply to the next, never in circles and never to another host.
struct PageWalk {
  private let paging: ProviderRequest.Paging
  private let most: Int
  private let address: SourceAddress
  private var count = 0
  private var seen: Set<String> = []

  init(_ paging: ProviderRequest.Paging, most: Int, of address: SourceAddress) {
    self.paging = paging
    self.most = most
    self.address = address
  }

  /// Makes a request one for the next page; false where there is none.
  mutating func move(
    on request: inout ProviderRequest,
    after response: HTTPResponse
  ) throws(ReplyError) -> Bool {
    count += 1
    let page = try ProviderReply(
      request: request.id,
      body: response.body,
      observedAt: .distantPast,
      learntAt: .distantPast
    ).json
    switch paging {
    case .cursor(let field, let parameter, let more):
      guard try goesOn(page, more), let cursor = try cursor(page, at: field) else { return false }
      try take(cursor)
      request.query.removeAll { $0.name == parameter }
      request.query.append(ProviderRequest.Parameter(parameter, cursor))
    case .number(let parameter, let first, let list, let more):
      guard try goesOn(page, more), try hasEntries(page, at: list) else { return false }
      try take("\(first + count)")
      request.query.removeAll { $0.name == parameter }
      request.query.append(ProviderRequest.Parameter(parameter, "\(first + count)"))
    case .link(let field):
      let told =
        try field.map { field throws(ReplyError) in try cursor(page, at: field) }
        ?? LinkHeader.next(in: response.headers["link"] ?? "")
      guard let link = told else { return false }
      guard let url = address.pageURL(link) else {
        throw problem("points to \(Quotation.quoted(link)), which is not below the same host")
      }
      try take(url)
      request.pageURL = url
    }
    return true
  }

  private mutating func take(_ cursor: String) throws(ReplyError) {
    guard seen.insert(cursor).inserted else { throw problem("points to one that was read already") }
    guard count < most else {
      throw ReplyError(expected: "an end", found: "there are more than \(most) pages")
    }
  }

  /// Whether a page says that another follows; one that does not say may have one.
  private func goesOn(_ page: JSONValue, _ field: [String]?) throws(ReplyError) -> Bool {
    guard let field else { return true }
    switch page[field] {
    case .bool(let more): return more
    case nil, .null: return false
    case let other?:
      throw problem(
        "has \(other.described) where `\(field.joined(separator: "."))` says if more follows"
      )
    }
  }

  private func cursor(_ page: JSONValue, at field: [String]) throws(ReplyError) -> String? {
    switch page[field] {
    case .text(let text): return text.isEmpty ? nil : text
    case .number(let digits): return digits
    case nil, .null, .bool(false): return nil
    case let other?:
      throw problem(
        "has \(other.described) in place of the next page at `\(field.joined(separator: "."))`"
      )
    }
  }

  private func hasEntries(_ page: JSONValue, at field: [String]) throws(ReplyError) -> Bool {
    switch field.isEmpty ? page : page[field] {
    case .list(let entries): return !entries.isEmpty
    case nil, .null: return false
    case let other?:
      throw problem(
        "has \(other.described) in place of a list at `\(field.joined(separator: "."))`"
      )
    }
  }

  private func problem(_ what: String) -> ReplyError {
    ReplyError(expected: "a page that can be followed", found: "page \(count) \(what)")
  }
}

extension JSONValue {
  /// The value at the end of a path of names.
  fileprivate subscript(_ path: [String]) -> JSONValue? {
    path.reduce(self as JSONValue?) { value, name in value?[name] }
  }
}

extension SourceAddress {
  /// The complete address of a page that a platform names; nil unless it is of the same scheme, host and port.
  func pageURL(_ link: String) -> String? {
    guard let own = URL(string: base),
      let url = URL(string: link, relativeTo: own)?.absoluteURL,
      let parts = URLComponents(url: url, resolvingAgainstBaseURL: true), parts.user == nil,
      parts.password == nil, parts.fragment == nil,
      url.scheme?.lowercased() == own.scheme?.lowercased(),
      Self.origin(of: url.absoluteString) == Self.origin(of: base)
    else { return nil }
    return url.absoluteString
  }
}
