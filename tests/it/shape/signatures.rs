//! Signatures whose arguments have names: no tuples, and no two neighbours of one id type.

use syn::visit::{self, Visit};
use syn::{GenericArgument, Pat, PatType, PathArguments, Type, TypeParamBound};

use super::imports::HOUSE;
use super::reader::{Kind, Module, Segments};
use super::resolve::{Target, resolve};
use super::sources::name;

/// One argument, as far as the rules ask.
#[derive(Clone, Debug, Default)]
pub struct Argument {
    /// Whether it is or holds a tuple; what a closure or an iterator yields is its own.
    tuple: bool,
    /// The types that it names, which may stand for a tuple.
    types: Vec<Segments>,
    /// The id type, with what wraps it.
    id: Option<String>,
}

impl Argument {
    /// Reads an argument; an extractor that is taken apart (`Path((group, date))`) is none of the caller's.
    pub fn read(typed: &PatType) -> Self {
        let mut argument = Self { id: id(&typed.ty), ..Self::default() };
        if !matches!(&*typed.pat, Pat::TupleStruct(_)) {
            argument.visit_type(&typed.ty);
        }
        argument
    }

    /// Whether it is the act in which something is done.
    pub fn is_act(&self) -> bool {
        self.types.iter().any(|path| path.last().is_some_and(|word| word == "Act"))
    }

    fn is_tuple(&self, modules: &[Module], at: usize) -> bool {
        self.tuple
            || self
                .types
                .iter()
                .any(|path| matches!(resolve(modules, at, path), Some(Target::Item { kind: Kind::TupleAlias, .. })))
    }
}

impl<'ast> Visit<'ast> for Argument {
    fn visit_type_tuple(&mut self, tuple: &'ast syn::TypeTuple) {
        self.tuple |= !tuple.elems.is_empty();
        visit::visit_type_tuple(self, tuple);
    }

    fn visit_type_param_bound(&mut self, bound: &'ast TypeParamBound) {
        let TypeParamBound::Trait(bound) = bound else { return };
        let last = bound.path.segments.last().map(|segment| segment.ident.to_string());
        let yields = last.is_some_and(|last| {
            matches!(last.as_str(), "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce")
                || last.ends_with("Iterator")
        });
        if !yields {
            visit::visit_trait_bound(self, bound);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.types.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

/// The id type that an argument is, or may be: `ClientId`, `&ClientId`, `Option<ClientId>`.
fn id(ty: &Type) -> Option<String> {
    match ty {
        Type::Reference(reference) => Some(format!("&{}", id(&reference.elem)?)),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let word = last.ident.to_string();
            match &last.arguments {
                PathArguments::None => word.ends_with("Id").then_some(word),
                PathArguments::AngleBracketed(inner) if word == "Option" => match inner.args.first()? {
                    GenericArgument::Type(inner) => Some(format!("Option<{}>", id(inner)?)),
                    _ => None,
                },
                _ => None,
            }
        }
        _ => None,
    }
}

#[test]
fn no_function_takes_a_tuple() {
    let mut wrong = Vec::new();
    for (at, module) in HOUSE.modules.iter().enumerate() {
        for function in &module.functions {
            if function.arguments.iter().any(|argument| argument.is_tuple(&HOUSE.modules, at)) {
                wrong.push(format!("{}: {} takes a tuple", name(&module.file), function.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_two_neighbouring_arguments_are_of_one_id_type() {
    let mut wrong = Vec::new();
    for module in &HOUSE.modules {
        for function in &module.functions {
            for pair in function.arguments.windows(2) {
                if let (Some(one), Some(other)) = (&pair[0].id, &pair[1].id)
                    && one == other
                {
                    wrong.push(format!("{}: {} takes two {one}", name(&module.file), function.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
