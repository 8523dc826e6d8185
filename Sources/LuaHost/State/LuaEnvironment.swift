/// What a script knows of the world: a moment, a seed and its library folder.
public struct LuaEnvironment: Sendable, Hashable {
  /// The moment that `os.time` and `os.date` tell, in seconds since 1970.
  public var now: Int64
  /// The seed of `math.random`.
  public var randomSeed: UInt64
  /// The folder in which `require` looks; nil for none.
  public var libraryFolder: String?
  /// The folder's name in errors, where the path itself should not show.
  public var libraryName: String?

  /// Makes an environment.
  public init(
    now: Int64 = 0,
    randomSeed: UInt64 = 0,
    libraryFolder: String? = nil,
    libraryName: String? = nil
  ) {
    self.now = now
    self.randomSeed = randomSeed
    self.libraryFolder = libraryFolder
    self.libraryName = libraryName
  }
}
