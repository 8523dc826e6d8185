/// The interface as pages of Markdown, one for each module or type.
public enum ScriptReference {
  /// A page of the reference.
  public struct Page: Hashable, Sendable {
    /// The file's name.
    public var file: String
    /// The Markdown.
    public var text: String
  }

  /// All pages, the index first.
  public static func pages() -> [Page] {
    let interface = Interface.documented
    let notation = notation(of: interface)
    return [Page(file: "README.md", text: index(of: interface, notation))]
      + names(of: interface).map { name in
        let page = ReferencePage(name: name, interface: interface, notation: notation)
        return Page(file: "\(name).md", text: page.text)
      }
  }

  /// The pages' names, without those that another page has: modules in their order, then types.
  private static func names(of interface: Interface) -> [String] {
    let modules = interface.modules.map(\.name)
    return modules
      + interface.objects.map(\.name).filter {
        !modules.contains($0) && ReferencePage.homes[$0] == nil
      }
  }

  private static func notation(of interface: Interface) -> TypeNotation {
    var links: [String: String] = [
      "source_name": "README.md#names", "app_name": "README.md#names",
      "budget_name": "README.md#names", "dimension": "README.md#dimensions",
      "row": "README.md#rows",
    ]
    let modules = Set(interface.modules.map(\.name))
    for object in interface.objects {
      let page = ReferencePage.homes[object.name] ?? object.name
      let hasOwnPage = page == object.name && !modules.contains(page)
      links[object.name] = hasOwnPage ? "\(page).md" : "\(page).md#\(object.name)-objects"
    }
    for row in Interface.rows {
      links[row.name] = "\(row.page).md#\(row.name.replacing("_", with: "-"))"
    }
    for shape in Interface.shapes { links[shape.name] = "\(shape.page).md#\(shape.name)" }
    return TypeNotation(links: links)
  }
}
