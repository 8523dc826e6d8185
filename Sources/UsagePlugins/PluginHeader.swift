/// What every plug-in says of itself, whatever its kind.
public struct PluginHeader: Hashable, Sendable, Codable {
  /// The version of the plug-in interface that this version of tally has.
  public static let newestInterface = 1

  /// The names of the fields that a header has.
  public static let fieldNames: [String] = ["api", "title"]

  /// The version of the interface that the plug-in was written for.
  public var api: Int
  /// The name for people; nil where it gives none.
  public var title: String?

  /// Reads the header of a plug-in's table; a newer interface is told before anything else.
  public init(_ fields: PluginFields) throws(PluginProblem) {
    guard let api = try fields.integer("api") else {
      throw fields.problem("api", "a plug-in says which version of the interface it needs: api = 1")
    }
    guard api <= Self.newestInterface else {
      throw PluginProblem(
        file: fields.file,
        message: "the plug-in asks for version \(api) of the plug-in interface, "
          + "and this tally has version \(Self.newestInterface); update tally"
      )
    }
    guard api >= 1 else {
      throw fields.problem("api", "there is no version \(api) of the interface; say api = 1")
    }
    self.api = api
    title = try fields.text("title")
  }
}
