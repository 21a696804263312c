"""The part of the matrix about ways in: codes, passkeys, WeChat and the staff's second factor."""

from tests.security.rows import Row

ANYONE = Row(get="200")
#: The demo asks for no second factor: staff go on where they came from, others have no business here.
SECOND = "302 guest,owner,other=login"
SET_UP = "200 guest,owner,other=login near,far=302"

DOORS: dict[str, Row] = {
    "sign-in/": Row(get="302 guest=200", post="302 guest=200"),
    "sign-in/code/": Row(post="200"),  # nothing was filled in
    "sign-in/again/": Row(post="login"),
    "sign-out/": Row(post="302"),
    "staff/second-factor/": Row(get=SECOND, post=SECOND),
    "staff/second-factor/question/": Row(post=SECOND),
    "staff/second-factor/set-up/": Row(get=SET_UP, post=SET_UP),
    "sign-in/passkey/": Row(post="400"),  # nothing was answered
    "sign-in/passkey/question/": Row(post="200"),
    "sign-in/wechat/": Row(get="302"),  # away to WeChat, or home
    "sign-in/wechat/back/": Row(get="400"),  # nobody was sent away
    "sandbox/wechat/connect/oauth2/authorize": Row(get="400", post="400"),  # another app's
    "sandbox/wechat/sns/oauth2/access_token": ANYONE,  # an error in a 200, as WeChat tells it
    "sandbox/wechat/sns/userinfo": ANYONE,
    "me/wechat/": Row(get="302 guest=login"),
    "me/wechat/removal/": Row(post="302 guest=login"),
    "me/passkeys/": Row(get="200 guest=login", post="400 guest=login"),  # nothing was answered
    "me/passkeys/invitation/": Row(post="403 guest=login"),  # not signed in just now
    "me/passkeys/later/": Row(post="302 guest=login"),
    "me/passkeys/<int:pk>/name/": Row(post="404 guest=login"),  # nobody's; their own tests show the rest
    "me/passkeys/<int:pk>/removal/": Row(post="302 guest=login"),  # who one is comes first
    "me/tokens/": Row(get="200 guest=login", post="302 guest=login"),  # who one is comes first
    "me/tokens/revocation/": Row(post="302 guest=login"),
    "me/tokens/<int:pk>/revocation/": Row(post="404 guest=login"),  # nobody's
}
