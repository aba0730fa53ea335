//! Whoever wrote a mail: in whose card the address is, or which company they may be of.

use super::{known, sql};
use crate::{Cx, Result, db::Tx};
use domain::{addresses::is_address, book::SenderView, history::company_of, *};

/// What the address book of a space says to an address; `None` to whoever may not read in it.
pub(crate) async fn sender(tx: &mut Tx, cx: &Cx, space: SpaceId, addr: &str) -> Result<Option<SenderView>> {
    if cx.who.may_see_space(space).is_err() {
        return Ok(None);
    }
    let addr = addr.trim();
    let known = known(tx, space, addr).await?;
    let companies = match company_of(addr).filter(|_| known.is_none()) {
        Some(domain) => sql::companies_of_domain(tx, space, &domain).await?,
        None => vec![],
    };
    Ok(Some(SenderView { known, companies, may_edit: is_address(addr) && cx.who.may_edit_space(space).is_ok() }))
}
