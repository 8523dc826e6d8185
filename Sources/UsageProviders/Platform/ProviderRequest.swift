public import UsageModel

/// One read that a platform is asked for; the fetcher adds address, credentials and limits.
public struct ProviderRequest: Hashable, Sendable {
  /// What a failure of the request means for the fetch as a whole.
  public enum Tolerance: Hashable, Sendable {
    /// The fetch fails.
    case none
    /// A platform that says no to just this request (400, 404, 410, 422) leaves a warning.
    case refusal
    /// Any failure leaves a warning.
    case anyFailure
  }

  /// One parameter of the address.
  public struct Parameter: Hashable, Sendable {
    /// The parameter's name.
    public var name: String
    /// The parameter's value, not yet encoded.
    public var value: String

    /// Creates a parameter.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How a platform tells what it does not send at once; all pages together are one reply.
  public enum Paging: Hashable, Sendable {
    /// A field has a value that is sent back as a parameter, unless another field says that no more follows.
    case cursor(field: [String], parameter: String, more: [String]?)
    /// Pages are numbered, and the last one has no more in its list, or says that no more follows.
    case number(parameter: String, first: Int, list: [String], more: [String]?)
    /// A field, or the header `Link` with `rel="next"` where it is nil, has the address of the next page.
    case link(field: [String]?)
  }

  /// The id, unique among the requests of a source: `usage`, `usage 2026-10`.
  public var id: String

  /// The path below the base address, one element a segment, not yet encoded.
  public var path: [String]

  /// The parameters.
  public var query: [Parameter]

  /// What a failure means.
  public var tolerance: Tolerance

  /// What is missing when it fails, for the warning: `May 2025`, `the detail of app app-1`.
  public var subject: String

  /// How its pages follow each other; nil for a reply that is one piece.
  public var paging: Paging?

  /// The most pages that it may have.
  public var mostPages: Int = 200

  /// The moment from which on a reply is final, so that it is not asked for again; nil for one that never is.
  public var finalAfter: Timestamp?

  /// What is sent with POST, as JSON; nil for GET.
  public var body: [UInt8]?

  /// The complete address of a later page, in place of path and parameters.
  var pageURL: String?

  /// Creates a request.
  public init(
    id: String,
    path: [String],
    query: [Parameter] = [],
    tolerance: Tolerance = .none,
    subject: String = ""
  ) {
    self.id = id
    self.path = path
    self.query = query
    self.tolerance = tolerance
    self.subject = subject
  }
}
