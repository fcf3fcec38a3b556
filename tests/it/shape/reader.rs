//! Reads the crate's files into plain data: its modules, the names each of them speaks of, and its signatures.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{
    Attribute, FnArg, GenericArgument, ImplItem, Item, ItemImpl, ItemMod, ItemUse, Macro, Meta, PathArguments,
    ReturnType, Signature, Type, UseTree, Visibility,
};

use super::signatures::Argument;

/// A path as the code writes it.
pub type Segments = Vec<String>;

/// What a module's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A function that others may call.
    OpenFunction,
    /// A type of its own, or another name for one.
    Type,
    /// A type alias that stands for a tuple.
    TupleAlias,
    /// Anything else.
    Other,
}

/// A name that a `use` brings in.
#[derive(Clone, Debug)]
pub struct Import {
    pub name: String,
    pub path: Segments,
    pub open: bool,
}

/// A function and its arguments.
#[derive(Clone, Debug)]
pub struct Function {
    pub name: String,
    pub arguments: Vec<Argument>,
    /// Whether it answers nothing, but for an error.
    pub only_does: bool,
}

impl Function {
    /// Whether it does its work in an act that is handed to it.
    pub fn begins_with_act(&self) -> bool {
        self.arguments.first().is_some_and(Argument::is_act)
    }
}

/// One module, in a file of its own or inside one.
#[derive(Clone, Debug, Default)]
pub struct Module {
    pub file: PathBuf,
    pub parent: Option<usize>,
    pub children: BTreeMap<String, usize>,
    pub open_children: Vec<usize>,
    pub items: BTreeMap<String, Kind>,
    pub imports: Vec<Import>,
    pub globs: Vec<Segments>,
    pub named: Vec<Segments>,
    pub functions: Vec<Function>,
    pub test: bool,
    /// What it holds besides documentation, `mod` and `use`; a block or a macro's call has no name.
    pub defined: Vec<String>,
}

/// The modules of a crate, its root first.
pub fn read(root: &Path) -> Vec<Module> {
    let mut modules = Vec::new();
    read_file(&mut modules, root, None, false);
    modules
}

fn read_file(modules: &mut Vec<Module>, file: &Path, parent: Option<usize>, test: bool) -> usize {
    let text = fs::read_to_string(file).unwrap();
    let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let stem = file.file_stem().unwrap().to_str().unwrap();
    let folder = file.parent().unwrap();
    let below = if matches!(stem, "mod" | "lib" | "main") { folder.to_owned() } else { folder.join(stem) };
    read_items(modules, &syntax.items, Module { file: file.to_owned(), parent, test, ..Module::default() }, &below)
}

fn read_items(modules: &mut Vec<Module>, items: &[Item], module: Module, below: &Path) -> usize {
    let at = modules.len();
    let (file, test) = (module.file.clone(), module.test);
    modules.push(module);
    for item in items {
        if let Item::Mod(inner) = item {
            let test = test || is_test(&inner.attrs);
            let name = inner.ident.to_string();
            let child = match &inner.content {
                Some((_, items)) => {
                    modules[at].defined.push(format!("mod {name} {{}}"));
                    let child = Module { file: file.clone(), parent: Some(at), test, ..Module::default() };
                    read_items(modules, items, child, &below.join(&name))
                }
                None => {
                    let flat = below.join(format!("{name}.rs"));
                    let file = if flat.exists() { flat } else { below.join(&name).join("mod.rs") };
                    read_file(modules, &file, Some(at), test)
                }
            };
            if is_open(&inner.vis) {
                modules[at].open_children.push(child);
            }
            modules[at].children.insert(name, child);
        } else {
            let module = &mut modules[at];
            if let Some((name, kind)) = defined(item) {
                module.items.insert(name, kind);
            }
            if !matches!(item, Item::Use(_)) {
                module.defined.push(defined(item).map_or_else(String::new, |(name, _)| name));
            }
            Reader { module }.visit_item(item);
        }
    }
    at
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        matches!(&attribute.meta, Meta::List(list) if list.path.is_ident("cfg") && list.tokens.to_string() == "test")
    })
}

/// Whether other parts of the crate may see it.
fn is_open(visibility: &Visibility) -> bool {
    match visibility {
        Visibility::Public(_) => true,
        Visibility::Restricted(limit) => limit.path.is_ident("crate"),
        Visibility::Inherited => false,
    }
}

fn defined(item: &Item) -> Option<(String, Kind)> {
    let (name, kind) = match item {
        Item::Fn(one) => (&one.sig.ident, if is_open(&one.vis) { Kind::OpenFunction } else { Kind::Other }),
        Item::Type(one) => {
            let tuple = matches!(&*one.ty, syn::Type::Tuple(tuple) if !tuple.elems.is_empty());
            (&one.ident, if tuple { Kind::TupleAlias } else { Kind::Type })
        }
        Item::Const(one) => (&one.ident, Kind::Other),
        Item::Enum(one) => (&one.ident, Kind::Type),
        Item::Static(one) => (&one.ident, Kind::Other),
        Item::Struct(one) => (&one.ident, Kind::Type),
        Item::Trait(one) => (&one.ident, Kind::Type),
        Item::Union(one) => (&one.ident, Kind::Type),
        Item::Macro(one) => (one.ident.as_ref()?, Kind::Other),
        _ => return None,
    };
    Some((name.to_string(), kind))
}

/// Gathers what one item names.
struct Reader<'a> {
    module: &'a mut Module,
}

impl Reader<'_> {
    fn import(&mut self, tree: &UseTree, mut path: Segments, open: bool) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.import(&step.tree, path, open);
            }
            UseTree::Group(group) => {
                for one in &group.items {
                    self.import(one, path.clone(), open);
                }
            }
            UseTree::Glob(_) => self.module.globs.push(path),
            UseTree::Name(name) => self.bring_in(&name.ident.to_string(), None, path, open),
            UseTree::Rename(name) => {
                self.bring_in(&name.ident.to_string(), Some(name.rename.to_string()), path, open);
            }
        }
    }

    fn bring_in(&mut self, last: &str, rename: Option<String>, mut path: Segments, open: bool) {
        if last != "self" {
            path.push(last.to_owned());
        }
        let name = rename.unwrap_or_else(|| path.last().unwrap().clone());
        self.module.imports.push(Import { name, path, open });
    }

    /// Paths inside a macro's input, whose grammar is the macro's own.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Segments::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(word) if colons == 2 && !path.is_empty() => path.push(word.to_string()),
                TokenTree::Ident(word) => {
                    self.name(std::mem::take(&mut path));
                    path = vec![word.to_string()];
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.name(std::mem::take(&mut path));
                    self.tokens(group.stream());
                }
                _ => self.name(std::mem::take(&mut path)),
            }
            colons = 0;
        }
        self.name(path);
    }

    fn name(&mut self, path: Segments) {
        if path.len() > 1 {
            self.module.named.push(path);
        }
    }

    fn function(&mut self, signature: &Signature) {
        let arguments = signature.inputs.iter().filter_map(|input| match input {
            FnArg::Receiver(_) => None,
            FnArg::Typed(typed) => Some(Argument::read(typed)),
        });
        let name = signature.ident.to_string();
        let only_does = only_does(&signature.output);
        self.module.functions.push(Function { name, arguments: arguments.collect(), only_does });
    }
}

/// Whether this is nothing, or the `Result` of nothing.
fn only_does(output: &ReturnType) -> bool {
    let is_nothing = |given: &Type| matches!(given, Type::Tuple(tuple) if tuple.elems.is_empty());
    let ReturnType::Type(_, given) = output else { return true };
    let Type::Path(path) = &**given else { return is_nothing(given) };
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "Result") else { return false };
    let PathArguments::AngleBracketed(of) = &last.arguments else { return false };
    matches!(of.args.first(), Some(GenericArgument::Type(given)) if is_nothing(given))
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.import(&item.tree, Segments::new(), !matches!(item.vis, Visibility::Inherited));
    }

    /// A module inside a function is none that others can name.
    fn visit_item_mod(&mut self, _: &'ast ItemMod) {}

    /// `pub(super)` says who may see a name, and names nobody.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.name(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig);
        visit::visit_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.function(&item.sig);
        visit::visit_trait_item_fn(self, item);
    }

    /// The signatures of a trait's implementation are the trait's.
    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if item.trait_.is_none() {
            for one in &item.items {
                if let ImplItem::Fn(function) = one {
                    self.function(&function.sig);
                }
            }
        }
        visit::visit_item_impl(self, item);
    }
}
