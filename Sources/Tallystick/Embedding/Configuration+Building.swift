public import UsageProviders

extension Configuration {
  /// Makes a configuration in code, with nothing in it but where things are.
  ///
  /// - Parameters:
  ///   - folder: The folder that scripts and other relative paths are relative to.
  ///   - store: The store's file; nil for `tallystick.sqlite` in the folder.
  ///   - output: The folder of the reports; nil for `Reports` in the folder.
  public init(folder: WorkingFolder, store: String? = nil, output: String? = nil) {
    self.init(
      file: folder.path(Self.defaultFile),
      folder: folder,
      store: store ?? folder.path("tallystick.sqlite"),
      output: output ?? folder.path("Reports")
    )
  }
}

extension Configuration.Source {
  /// Makes a source in code.
  ///
  /// - Parameters:
  ///   - account: The account; credentials may be in it.
  ///   - secrets: Where further credentials are, by configuration key; they are read when the source is fetched.
  ///   - app: The app that everything of the source is charged to.
  ///   - tags: The source's tags.
  public init(
    _ account: ProviderSource,
    secrets: [String: SecretReference] = [:],
    app: String? = nil,
    tags: [String: String] = [:]
  ) {
    self.init(account: account, secrets: secrets, app: app, tags: tags, line: nil)
  }
}
